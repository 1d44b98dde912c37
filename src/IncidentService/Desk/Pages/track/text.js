// @ts-check
/** The texts of the customer's page. */
import enShared from "../shared/strings/en.shared.js";
import enTrack from "../shared/strings/en.track.js";
import esShared from "../shared/strings/es.shared.js";
import esTrack from "../shared/strings/es.track.js";
import { translator } from "../shared/strings.js";

export const t = translator({ en: { ...enShared, ...enTrack }, es: { ...esShared, ...esTrack } });
