/** Style sheets for shadow roots: fetched once, shared by every root that adopts them. */

const fetched = new Map();

/** The sheet at that address, from the folder `styles`. */
function sheet(name) {
  if (!fetched.has(name)) {
    const address = new URL(`styles/${name}`, import.meta.url);
    fetched.set(
      name,
      fetch(address)
        .then((answer) => answer.text())
        .then((text) => new CSSStyleSheet().replace(text)),
    );
  }
  return fetched.get(name);
}

/** Dress a shadow root in those sheets, in that order. */
export async function dress(root, ...names) {
  root.adoptedStyleSheets = await Promise.all(names.map(sheet));
}
