// A phone menu sends a form: the fields of a look-up, and hints.
import { lookUp } from "./client";

export const asked = lookUp({ quoted: "867530912374", customerPresent: true, waitSeconds: 240, email: "anna@example.com" });
