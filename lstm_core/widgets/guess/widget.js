// Guess: commit first, then see the result. Python keeps the result until a guess is there.

import { createCommitRow, createGuessForm, createGuessRoot, createResult } from "./parts.js";
import { createAsker } from "../shared/asking.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { htmlElement, onceAFrame, setAttributes, setText, uniqueId } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const SILENCE = "No answer from Python yet: the kernel is busy with another cell.";

/** One view of a guess: the form, and what Python has shown. */
class GuessView {
  /** @param {import("../shared/types.js").Model<import("./types.js").GuessState>} model */
  constructor(model) {
    this.model = model;
    const traits = readTraits(model, ["question", "choices", "unit", "hint", "earlier", "warning"]);
    this.form = createGuessForm(traits, () => this.commit());
    this.row = createCommitRow(traits.earlier);
    const part = htmlElement("div", { class: "lstm-form", "data-needs-python": true }, this.form.element, this.row.element);
    this.result = createResult(part);
    this.page = createGuessRoot(traits.question, part, this.result, traits.warning);
    this.asker = createAsker(uniqueId("view"), (request) => sendTraits(model, { request }),
      (isSilent) => setText(this.page.waiting, isSilent ? SILENCE : ""));
    this.paintSoon = onceAFrame(() => this.show());
    if (traits.earlier !== "") this.form.setValues([traits.earlier]);
    this.row.button.addEventListener("click", () => this.commit());
    this.row.again.addEventListener("click", () => this.asker.ask({ kind: "again", value: "" }));
    this.show();
  }

  commit() {
    this.asker.ask({ kind: "commit", value: this.form.values()[0] ?? "" });
  }

  stopAsking() {
    this.asker.destroy();
    setText(this.page.waiting, "");
  }

  receive() {
    this.asker.receive(this.model.get("reply").number);
    this.show();
  }

  show() {
    const { problem, shown } = this.model.get("reply");
    setText(this.page.notice, problem);
    if (shown === null || problem !== "") return;
    this.result.show(shown);
    setText(this.row.button, "Change my guess");
    this.row.kept.remove();
    this.page.warn(shown.warning);
    setAttributes(this.page.root, { "data-revealed": true });
  }
}

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").GuessState>, el: HTMLElement }} place */
function render({ model, el }) {
  const view = new GuessView(model);
  return mount({ model, el, root: view.page.root, paintSoon: view.paintSoon }, {
    pythonKeys: { Enter: () => view.commit() },
    traits: { reply: () => view.receive() },
    lost: { act: () => view.stopAsking() },
    ends: [view.asker.destroy],
  });
}

export default createWidget(render);
