// A field for a whole number, which refuses anything else with a sentence and keeps the last good one.

import { formatCount } from "./format.js";
import { htmlElement, setAttributes, setText, uniqueId } from "./svg.js";

const MOST_SHOWN = 20; // characters of what is refused
const ROOM = 8; // pixels to the edge of the widget

/** The whole number that a text is, or null: not 2.7, nothing empty, nothing out of bounds. */
export function wholeNumber(text, low, high) {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= low && number <= high ? number : null;
}

/** What is said about a text that is no such number. */
export function numberRefusal(name, text, low, high, kept) {
  const entered = text.trim();
  const came = entered === "" ? "nothing is entered" : `${entered.length > MOST_SHOWN ? `${entered.slice(0, MOST_SHOWN)}…` : entered} is not one`;
  return `${name}: a whole number from ${formatCount(low)} to ${formatCount(high)}, but ${came}. ${formatCount(kept)} stays.`;
}

/** Shift what is said about a field at the right to the left, where it would leave the widget. */
function keepInside(said) {
  const root = said.closest?.(".lstm-widget");
  if (!root) return;
  said.style.left = "";
  const beyond = said.getBoundingClientRect().right - root.getBoundingClientRect().right + ROOM;
  if (beyond > 0) said.style.left = `${-beyond}px`;
}

/**
 * Make it. `name` is "Unit", `after` what stands behind the field. Returns { element, show(number) }.
 *
 * @param {{ name: string, low?: number, high: number, testid: string, after?: string, onChange: (number: number) => void }} options
 */
export function createNumberField({ name, low = 0, high, testid, after = "", onChange }) {
  const saidId = uniqueId("said");
  const input = htmlElement("input", { // of type "number" it would hide from us what is typed
    type: "text", inputmode: "numeric", class: "lstm-field lstm-number-field", size: Math.min(10, String(high).length + 1), autocomplete: "off",
    "aria-label": `${name}, ${formatCount(low)} to ${formatCount(high)}`, "aria-describedby": saidId, "data-testid": testid,
  });
  const said = htmlElement("span", { id: saidId, class: "lstm-field-refusal", role: "alert", "data-testid": `${testid}-refusal` });
  let good = low;

  function judge() {
    const number = wholeNumber(input.value, low, high);
    setText(said, number === null ? numberRefusal(name, input.value, low, high, good) : "");
    setAttributes(input, { "aria-invalid": number === null });
    if (number === null) keepInside(said);
    return number;
  }

  function write(number) {
    good = number;
    if (wholeNumber(input.value, low, high) !== number) input.value = String(number);
    judge();
  }

  function take(number) {
    write(number);
    onChange(number);
  }

  input.addEventListener("input", () => {
    const number = judge();
    if (number !== null) take(number);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (good + step >= low && good + step <= high) take(good + step);
  });
  input.addEventListener("blur", () => write(good));
  return {
    element: htmlElement("label", { class: "lstm-label lstm-number" }, `${name} `, input, ...(after ? [htmlElement("span", { class: "lstm-range" }, after)] : []), said),
    show(number) {
      good = number;
      if (document.activeElement !== input || input.getAttribute("aria-invalid") === null) write(number);
    },
  };
}
