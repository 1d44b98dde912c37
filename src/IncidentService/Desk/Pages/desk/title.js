// @ts-check
import { useEffect } from "../shared/html.js";
import { t } from "./entry-text.js";

/** The title of the window says where one is, and in which program. @param {string | null} name null where a part of the view says it */
export function useTitle(name) {
  useEffect(() => {
    if (name !== null) document.title = name ? `${name} · ${t("title")}` : t("title");
  });
}
