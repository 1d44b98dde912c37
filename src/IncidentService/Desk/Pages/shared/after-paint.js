// @ts-check

const longestMilliseconds = 300;

/**
 * Runs in a task of its own, once somebody sees what the page shows now: on a slow phone no picture waits for a script. A page that nobody
 * sees, or that has nothing to show yet, waits no longer than a moment.
 *
 * @param {() => void} act
 */
export function afterPaint(act) {
  let isDone = false;
  const run = () => {
    if (isDone) return;
    isDone = true;
    act();
  };
  setTimeout(run, document.hidden ? 0 : longestMilliseconds);
  const observer = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName("first-contentful-paint").length > 0) setTimeout(run);
  });
  observer.observe({ type: "paint", buffered: true });
}
