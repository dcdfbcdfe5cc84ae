// PageCheck: one line that says whether this page shows widgets, and whether Python hears what they send.

import { createAsker } from "../shared/asking.js";
import { createWidget } from "../shared/nulls.js";
import { watchPython } from "../shared/python_link.js";
import { htmlElement, uniqueId } from "../shared/svg.js";
import { sendTraits } from "../shared/traits.js";

const LONGEST_WAIT = 10_000; // milliseconds
export const WORDS = {
  asking: "This page shows widgets. Python is asked whether it hears them …",
  heard: "This page shows widgets, and Python hears them.",
  silent: "This page shows widgets, but Python has not answered for ten seconds. If a cell is running, wait for it. Otherwise restart the kernel and run this cell again.",
  lost: "This page shows widgets, but this line belongs to an earlier kernel. Run this cell again.",
};

/** @param {{ model: import("../shared/types.js").Model<import("./types.js").PageCheckState>, el: HTMLElement }} place */
function render({ model, el }) {
  const line = htmlElement("p", { class: "lstm-widget lstm-pagecheck", role: "status", "data-testid": "page-check" });
  const say = (state, words = WORDS[state]) => {
    line.dataset.state = state;
    line.textContent = words;
  };
  const asker = createAsker(uniqueId("page"), (request) => sendTraits(model, { request }), (isSilent) => isSilent && say("silent"), LONGEST_WAIT);
  const hear = () => {
    const { number, problem } = model.get("reply");
    if (asker.receive(number) !== "mine") return;
    if (problem) say("refused", problem);
    else say("heard");
  };
  say("asking");
  el.append(line);
  model.on("change:reply", hear);
  asker.ask({});
  const stop = watchPython(model, () => {
    asker.destroy();
    say("lost");
  });
  return () => {
    stop();
    asker.destroy();
    model.off("change:reply", hear);
  };
}

export default createWidget(render);
