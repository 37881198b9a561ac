/** Hands a file to the person, through the browser's own way of saving. */

const HELD = 60_000; // milliseconds after which a browser has certainly taken the file

/** @param {{content: Blob, name: string}} file */
export function save({ content, name }) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), HELD);
}
