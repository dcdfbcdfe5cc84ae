// Files out of the lab and into it: they go through the browser, so they work wherever the notebook runs.

import { htmlElement } from "../shared/svg.js";
import { signButton } from "../shared/sign_button.js";

const PART = 4_000_000; // bytes a message: servers refuse messages of more than 10 MB
const MOST = 200_000_000;
const KINDS = [
  ["npz", "Save the lab", "Everything: text, settings, curves, snapshots, for Load and for lab.load()"],
  ["csv", "Curves as CSV", "Loss and gradient norm of every step of every branch"],
  ["svg", "Picture as SVG", "The curves and the heat map as they stand"],
  ["png", "Picture as PNG", "The curves and the heat map as they stand"],
];

/** Where a file of `size` bytes is cut: [[from, to], …], at least one part. */
export function filePartsOf(size, part = PART) {
  const count = Math.max(1, Math.ceil(size / part));
  return Array.from({ length: count }, (_, k) => [k * part, Math.min(size, (k + 1) * part)]);
}

/** Why a file is not loaded, or "". */
export function loadRefusal(name, size) {
  if (size === 0) return `‘${name}’ is empty. Choose a file that “Save the lab” made.`;
  if (size > MOST) return `‘${name}’ has ${Math.ceil(size / 1e6)} MB, and the most is ${MOST / 1e6} MB. Use lab.load() in a cell.`;
  return "";
}

/** Give a file to the browser to save. */
export function saveAs(name, type, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  htmlElement("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The row of buttons. onFile gets a kind, onLoad an array of buffers, the parts of the file; onRefusal a sentence. */
export function createFileRow({ onFile, onLoad, onRefusal }) {
  const input = htmlElement("input", { type: "file", accept: ".npz", hidden: true, tabindex: -1, "data-testid": "load-file" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    input.value = "";
    if (!file) return;
    const refusal = loadRefusal(file.name, file.size);
    if (refusal) {
      onRefusal(refusal);
      return;
    }
    try {
      const bytes = await file.arrayBuffer();
      onLoad(filePartsOf(bytes.byteLength).map(([from, to]) => bytes.slice(from, to)));
    } catch {
      onRefusal(`‘${file.name}’ could not be read. Is it still there?`);
    }
  });
  const buttons = KINDS.map(([kind, words, title]) => {
    const button = signButton(`file-${kind}`, "", words, () => onFile(kind));
    button.title = title;
    return button;
  });
  const load = signButton("load", "", "Load…", () => input.click());
  load.title = "Continue with a saved lab; Undo brings back the present run";
  buttons.splice(1, 0, load);
  return htmlElement("div", {},
    htmlElement("div", { class: "lstm-files", "data-needs-python": true, role: "group", "aria-label": "Files" }, ...buttons, input),
    htmlElement("p", { class: "lstm-muted" }, "A saved lab holds everything: the text, the settings, all curves and snapshots. Load continues it bit for bit, here or on another computer."));
}
