// @ts-check
/** The texts of the customer's page. */
import enTrack from "../shared/strings/en.track.js";
import esTrack from "../shared/strings/es.track.js";
import { translator } from "../shared/strings.js";

export const t = translator({ en: enTrack, es: esTrack });
