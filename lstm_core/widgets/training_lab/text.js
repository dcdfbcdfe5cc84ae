// The text that the network writes, and the text that the learner gives it to learn.

import { createFileChoice } from "../shared/file_choice.js";
import { shownText } from "../shared/naming.js";
import { byteLength, cleanText, MOST_BYTES, tooLarge } from "../shared/reading.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";
import { createTextField } from "../shared/text_field.js";
import { signButton } from "../shared/sign_button.js";
import { epochText, textCount } from "./words.js";

/** A text with its line ends, and with names for characters that would not be seen or would turn the line round. */
function readable(text) {
  return shownText(text).replaceAll("\n", "⏎\n");
}

/** Make the sample's place. Returns { element, show(frame, summary) }. */
export function createSample() {
  const heading = htmlElement("p", { class: "lstm-part", "data-testid": "sample-title" });
  const given = htmlElement("span", { class: "lstm-given" });
  const written = htmlElement("span", { "data-testid": "sample-written" });
  const text = htmlElement("div", { class: "lstm-sample", tabindex: 0, role: "group", "aria-label": "Sample text", "data-testid": "sample" }, given, written);
  return {
    element: htmlElement("div", {}, heading, text),
    show(frame, summary) {
      setText(heading, `Sample after epoch ${epochText(frame.sample_epoch, summary.steps_per_epoch)}`);
      setText(given, readable(frame.prefix));
      setText(written, readable(frame.sample));
      setAttributes(text, { "data-text": frame.prefix + frame.sample });
    },
  };
}

/** What the learner's text must be; the sentence that refuses it, or "". */
export function textRefusal(text) {
  if (text === "") return "The text is empty. Paste or open one with at least two different characters.";
  const size = byteLength(text);
  if (size > MOST_BYTES) return tooLarge("The text", size);
  if (new Set(text).size < 2) return "The text has only one character, again and again, so there is nothing to predict. Take one with at least two different characters.";
  return "";
}

/** Make the place for the learner's own text. Returns { element }. */
export function createOwnText({ onLearn, onRefusal, onNews }) {
  const { field, element: fieldPlace } = createTextField({
    rows: 3, "aria-label": "Text to learn", placeholder: "Paste a text here, or open a file", "data-testid": "own-text",
  });
  const isSmall = htmlElement("input", { type: "checkbox", checked: true, "data-testid": "small-letters" });
  const count = htmlElement("span", { class: "lstm-muted", "data-testid": "own-count" });
  const files = createFileChoice((text, name) => {
    field.value = text;
    write();
    onNews(`‘${name}’ is open: ${textCount(text)}. “Reset and learn this text” starts a run on it.`);
  }, onRefusal);

  function wanted() {
    const text = cleanText(field.value);
    return isSmall.checked ? text.toLowerCase() : text;
  }

  function write() {
    const text = wanted();
    setText(count, text ? textCount(text) : "");
  }

  field.addEventListener("input", write);
  isSmall.addEventListener("change", write);
  files.acceptDrops(field);
  const learn = signButton("learn", "↺", "Reset and learn this text", () => {
    const text = wanted();
    const refusal = textRefusal(text);
    if (refusal) onRefusal(`${refusal} The training continues with its present text.`);
    else onLearn(text);
  });
  return {
    element: htmlElement("div", { class: "lstm-own", "data-testid": "own" }, fieldPlace,
      htmlElement("div", { class: "lstm-own-row" }, files.element, htmlElement("label", {}, isSmall, " lower case"), learn, count)),
  };
}
