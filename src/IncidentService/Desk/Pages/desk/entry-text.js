// @ts-check
/** The texts that the desk needs before anybody is signed in. */
import enEntry from "../shared/strings/en.entry.js";
import enShared from "../shared/strings/en.shared.js";
import esEntry from "../shared/strings/es.entry.js";
import esShared from "../shared/strings/es.shared.js";
import { translator } from "../shared/strings.js";

export const t = translator({
  en: { ...enShared, ...enEntry },
  es: { ...esShared, ...esEntry },
});
