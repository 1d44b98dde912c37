// @ts-check
/** The texts of the work lists. */
import enShared from "../../shared/strings/en.shared.js";
import enWork from "../../shared/strings/en.work.js";
import esShared from "../../shared/strings/es.shared.js";
import esWork from "../../shared/strings/es.work.js";
import { translator } from "../../shared/strings.js";

export const t = translator({ en: { ...enShared, ...enWork }, es: { ...esShared, ...esWork } });
