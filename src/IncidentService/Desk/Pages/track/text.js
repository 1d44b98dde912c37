// @ts-check
/** The texts of the customer's page. */
import enOpening from "../shared/strings/en.opening.js";
import enTrack from "../shared/strings/en.track.js";
import esOpening from "../shared/strings/es.opening.js";
import esTrack from "../shared/strings/es.track.js";
import { translator } from "../shared/strings.js";

export const t = translator({ en: { ...enOpening, ...enTrack }, es: { ...esOpening, ...esTrack } });
