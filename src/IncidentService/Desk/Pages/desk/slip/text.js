// @ts-check
/** The texts of the slip. */
import enShared from "../../shared/strings/en.shared.js";
import enSlip from "../../shared/strings/en.slip.js";
import esShared from "../../shared/strings/es.shared.js";
import esSlip from "../../shared/strings/es.slip.js";
import { translator } from "../../shared/strings.js";

export const t = translator({ en: { ...enShared, ...enSlip }, es: { ...esShared, ...esSlip } });
