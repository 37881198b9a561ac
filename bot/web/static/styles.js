/** The styles of a shadow root: fetched once, shared by every root that wears them. */

/** The sheets by their names, as promises. */
const fetched = {};

/**
 * How many pixels a rem is here: the size of letters that the person has set in the browser.
 * Not that of the document's root, which in somebody else's page may be anything.
 */
function rem() {
  const probe = document.createElement("span");
  probe.style.setProperty("font", "medium serif", "important");
  document.documentElement.append(probe);
  const pixels = parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return pixels;
}

function inPixels(text) {
  const one = rem();
  return text.replace(/(?<![\w.])(\d*\.?\d+)rem\b/g, (_, number) => `${number * one}px`);
}

/** The text of a sheet, with those that it imports in their places; as a rule the server has put them there already. */
async function read(name) {
  const answer = await fetch(new URL(`styles/${name}`, import.meta.url));
  const [first, ...rest] = (await answer.text()).split("@import ");
  const others = rest.map(async (each) => {
    const [, other, after] = each.match(/^"([^"]+)";([^]*)$/);
    return (await read(other)) + after;
  });
  return [first, ...(await Promise.all(others))].join("");
}

async function sheet(name) {
  try {
    return await new CSSStyleSheet().replace(inPixels(await read(name)));
  } catch (fault) {
    delete fetched[name]; // so that the next to ask asks again
    throw fault;
  }
}

/** Dress a shadow root in a sheet: that of the practice, whose parts `styles/all.css` names, or one more. */
export async function dress(root, name = "all.css") {
  fetched[name] ??= sheet(name);
  const worn = await fetched[name];
  if (!root.adoptedStyleSheets.includes(worn)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, worn];
}
