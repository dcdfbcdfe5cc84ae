// Open a text file by button, or drop it on a place. The file stays in the browser.

import { decodeFile, MOST_BYTES, tooLarge } from "./reading.js";
import { htmlElement } from "./svg.js";

/** Make the button. `onText(text, name)` or `onRefusal(sentence)` is called. Returns { element, acceptDrops(place) }. */
export function createFileChoice(onText, onRefusal) {
  const input = htmlElement("input", { type: "file", accept: ".txt,text/*", hidden: true, tabindex: -1, "data-testid": "file" });
  const button = htmlElement("button", { type: "button", class: "lstm-button", "data-testid": "open-file" }, "Open a text file…");
  let newest = 0;

  async function take(file) {
    if (!file) return;
    newest += 1;
    const mine = newest;
    const answer = await readFile(file);
    if (mine !== newest) return; // another file was chosen meanwhile
    if (answer.refusal) onRefusal(answer.refusal);
    else onText(answer.text, file.name);
  }

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take(input.files[0]);
    input.value = ""; // so that the same file can be chosen again
  });
  return {
    element: htmlElement("span", {}, button, input),
    acceptDrops(place) {
      place.addEventListener("dragover", (event) => {
        if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
      });
      place.addEventListener("drop", (event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return; // dropped text goes in as usual
        event.preventDefault();
        event.stopPropagation();
        take(file);
      });
    },
  };
}

async function readFile(file) {
  if (file.size > MOST_BYTES) return { refusal: tooLarge(`‘${file.name}’`, file.size) };
  try {
    return decodeFile(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch {
    return { refusal: `‘${file.name}’ could not be read. Is it still there, and is it a file rather than a folder?` };
  }
}
