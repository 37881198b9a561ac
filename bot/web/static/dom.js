/**
 * Building blocks for the document: elements from code, so that typed text is only ever text.
 */

const SVG = "http://www.w3.org/2000/svg";

/** What the parent and the coach say is in this language, whatever the interface speaks: an attribute of elements. */
export const ENGLISH = "en-GB";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * An HTML element.
 * @param {string} tag
 * @param {Object<string, *>} attributes `onclick` and its like take a function; null and false leave the attribute out
 * @param {...(Node|string|null|Array)} children strings become text
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element; the same arguments as `el`. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Words for people who listen to the page; not shown. */
export function spoken(text) {
  return el("span", { class: "spoken" }, text);
}

/** A button with an icon (or null) and words. */
export function button(words, { icon = null, kind = "plain", ...attributes } = {}) {
  return el("button", { type: "button", class: `button ${kind}`, ...attributes }, icon, el("span", {}, words));
}

/** Let a form be sent by `send`, once at a time: meanwhile its button says that it cannot be pressed. */
export function onSubmit(form, button, send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      await send();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

/** Whether the person asked for less movement. */
export function stillness() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Wait that many milliseconds. */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
