// @ts-check
/**
 * The views that load when they are first shown. A view is the default export of its module, and a name here puts it into the navigation.
 */
import { withStyles } from "./styles.js";

/** @type {Partial<Record<import("./router.js").Route["view"], () => Promise<{ default: import("preact").ComponentType<any> }>>>} */
export const lazyViews = {
  incident: () => import("./card/card.js"),
  new: () => import("./act/open.js"),
  work: withStyles(() => import("./work/work.js"), "work/work.css"),
  reports: withStyles(() => import("./reports/reports.js"), "reports/reports.css"),
  slip: withStyles(() => import("./slip/slip.js"), "slip/slip.css"),
};
