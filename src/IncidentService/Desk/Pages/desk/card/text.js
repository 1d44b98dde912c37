// @ts-check
/** The texts of a card and its forms, and of the frame. */
import enAct from "../../shared/strings/en.act.js";
import enBox from "../../shared/strings/en.box.js";
import enCard from "../../shared/strings/en.card.js";
import enLines from "../../shared/strings/en.lines.js";
import enProblems from "../../shared/strings/en.problems.js";
import enShared from "../../shared/strings/en.shared.js";
import esAct from "../../shared/strings/es.act.js";
import esBox from "../../shared/strings/es.box.js";
import esCard from "../../shared/strings/es.card.js";
import esLines from "../../shared/strings/es.lines.js";
import esProblems from "../../shared/strings/es.problems.js";
import esShared from "../../shared/strings/es.shared.js";
import { translator } from "../../shared/strings.js";

export const t = translator({
  en: { ...enShared, ...enProblems, ...enBox, ...enCard, ...enLines, ...enAct },
  es: { ...esShared, ...esProblems, ...esBox, ...esCard, ...esLines, ...esAct },
});
