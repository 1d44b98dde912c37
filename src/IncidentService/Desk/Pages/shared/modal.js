// @ts-check
import { useEffect, useRef } from "./html.js";

/** Shows a dialog over the page. When it goes, however it goes, the focus returns to where it was. */
export function useModal() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const former = useRef(document.activeElement);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (former.current instanceof HTMLElement) former.current.focus();
    };
  }, []);
  return dialog;
}
