/**
 * Room for a keyboard on the screen.
 *
 * Most browsers make the page smaller when it opens; some (as on an iPhone) lay it over the page, and only the
 * "visual viewport" tells. There the conversation is made as high as what is left, so that the box and the last words
 * are seen together.
 */

const KEYBOARD = 120; // pixels: what covers less is a bar of the browser

/** Keep the element as high as what a keyboard leaves, until `signal` says stop. Only where the page is all ours. */
export function makeRoom(element, signal) {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    const covered = window.innerHeight - view.height;
    const open = view.scale < 1.05 && covered > KEYBOARD; // enlarged by fingers is no keyboard
    element.style.maxHeight = open ? `${view.height}px` : "";
    if (open) window.scrollTo(0, 0);
  };
  view.addEventListener("resize", fit, { signal });
  signal.addEventListener("abort", () => {
    element.style.maxHeight = "";
  });
}
