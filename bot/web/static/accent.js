/** The colour of a school or college on buttons and marks, kept readable. */

const NAMES = ["--accent", "--accent-strong", "--accent-tint", "--on-accent"];

function brightness(colour) {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue; // relative luminance of WCAG 2
}

/**
 * Give an element that accent; null, or what is not "#rrggbb", takes it away again.
 * Words in the accent are darkened or lightened until they can be read on the paper of either scheme.
 */
export function wearAccent(host, colour) {
  for (const name of NAMES) host.style.removeProperty(name);
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return;
  const light = brightness(colour);
  const onLight = light > 0.18 ? `color-mix(in oklab, ${colour} ${Math.round(18 / light)}%, black)` : colour;
  const onDark = light < 0.3 ? `color-mix(in oklab, ${colour} ${Math.round(35 + light * 100)}%, white)` : colour;
  host.style.setProperty("--accent", `light-dark(${onLight}, ${onDark})`);
  host.style.setProperty("--accent-strong", `light-dark(color-mix(in oklab, ${onLight} 80%, black), color-mix(in oklab, ${onDark} 80%, white))`);
  host.style.setProperty("--accent-tint", `color-mix(in oklab, ${colour} 14%, var(--surface))`);
  host.style.setProperty("--on-accent", "light-dark(#ffffff, #101413)");
}
