// @ts-check
/** The texts of the desk's frame and its box. */
import enBox from "../shared/strings/en.box.js";
import enDesk from "../shared/strings/en.desk.js";
import enEntry from "../shared/strings/en.entry.js";
import enProblems from "../shared/strings/en.problems.js";
import enShared from "../shared/strings/en.shared.js";
import esBox from "../shared/strings/es.box.js";
import esDesk from "../shared/strings/es.desk.js";
import esEntry from "../shared/strings/es.entry.js";
import esProblems from "../shared/strings/es.problems.js";
import esShared from "../shared/strings/es.shared.js";
import { translator } from "../shared/strings.js";

export const t = translator({
  en: { ...enShared, ...enProblems, ...enEntry, ...enDesk, ...enBox },
  es: { ...esShared, ...esProblems, ...esEntry, ...esDesk, ...esBox },
});
