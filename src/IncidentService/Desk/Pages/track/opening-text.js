// @ts-check
/** The texts of the customer's page before a problem is open. */
import enOpening from "../shared/strings/en.opening.js";
import esOpening from "../shared/strings/es.opening.js";
import { translator } from "../shared/strings.js";

export const t = translator({ en: enOpening, es: esOpening });
