// GradientFlow: how the gradient of the last loss fades on its way back, in three networks. All numbers came with the widget.

import { curveOf, readGrid } from "./data.js";
import { createFlowChart, createRoot } from "./parts.js";
import { createFlowSliders } from "./sliders.js";
import { createFlowTable } from "./table.js";
import { finding, lagText, spokenView, tableRow } from "./words.js";
import { createChoice } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes, setText } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

const TRAITS = /** @type {const} */ (["weight_scales", "lengths", "networks", "measured", "norms"]);
const VIEW = /** @type {const} */ (["weight_scale", "length", "truncation", "state", "lag"]);
const QUIET = 500; // milliseconds without a change, after which the view is spoken
const LONG_STEP = 10;

/** One view of the gradient flow: the numbers, and the setting and lag at which the learner looks. */
class FlowView {
  /** @param {import("../shared/types.js").Model<import("./types.js").GradientFlowState>} model */
  constructor(model) {
    this.model = model;
    this.grid = readGrid(readTraits(model, TRAITS));
    this.view = this.viewFromModel();
    this.painted = 0;
    this.player = createPlayer({
      length: this.view.length, position: this.view.lag, label: "lag, steps back from the last",
      describe: (lag) => lagText(lag, this.view.length),
      onSeek: (lag) => this.change({ lag }), onNext: () => this.walk(1), onPrevious: () => this.walk(-1), interval: () => 300,
    });
    this.parts = {
      sliders: createFlowSliders(this.grid, (changes) => this.change(changes)),
      states: createChoice("Derivative with respect to", [["h", "hidden state h"], ["c", "cell state c"]], (state) => this.change({ state })),
      chart: createFlowChart(this.grid, (lag) => this.moveByHand(lag)),
      table: createFlowTable(this.grid.networks),
      told: htmlElement("p", { class: "lstm-words", "data-testid": "finding" }),
      speech: createSpeech(),
    };
    this.root = createRoot(this.player, this.parts, () => this.sendView());
    this.paintSoon = onceAFrame(() => this.paint());
  }

  /** What is shown: a cut or a lag beyond the text is not shown, but kept. */
  get shown() {
    const { truncation, length, lag } = this.view;
    const isCutting = truncation !== null && truncation < length;
    return { ...this.view, truncation: isCutting ? truncation : null, lag: Math.min(lag, length - 1) };
  }

  // Setting and lag

  change(changes) {
    this.view = { ...this.view, ...changes };
    this.paintSoon();
  }

  /** One lag on or back, from where the view is: the player knows that only after the next frame. */
  walk(by) {
    const lag = this.shown.lag + by;
    if (lag < 0 || lag >= this.view.length) return false;
    this.change({ lag });
    return true;
  }

  moveByHand(lag) {
    this.player.pause();
    this.change({ lag: clamp(lag, 0, this.view.length - 1) });
  }

  scaleBy(step) {
    const { scales } = this.grid;
    const k = clamp(scales.indexOf(this.view.weight_scale) + step, 0, scales.length - 1);
    this.change({ weight_scale: scales[k] });
  }

  keys() {
    const { player } = this;
    return {
      ArrowRight: player.next, ArrowLeft: player.previous,
      "Shift+ArrowRight": () => this.moveByHand(this.shown.lag + LONG_STEP), "Shift+ArrowLeft": () => this.moveByHand(this.shown.lag - LONG_STEP),
      ArrowUp: () => this.scaleBy(1), ArrowDown: () => this.scaleBy(-1),
      Home: () => this.moveByHand(0), End: () => this.moveByHand(this.view.length - 1), Space: player.toggle,
      h: () => this.change({ state: "h" }), c: () => this.change({ state: "c" }),
    };
  }

  paint() {
    const { grid: { networks }, shown, player } = this;
    const { sliders, states, chart, table, told, speech } = this.parts;
    const curves = Object.keys(networks).map((name) => curveOf(this.grid, name, shown));
    const rows = curves.map((curve) => tableRow(curve, shown));
    const namedRows = Object.values(networks).map((words, k) => [words, rows[k]]).filter(([, row]) => row);
    const found = finding(namedRows, shown, curves.filter(Boolean));
    player.setLength(shown.length);
    player.show(shown.lag);
    sliders.show(shown);
    states.show(shown.state);
    chart.draw(shown, curves);
    table.show(rows, shown.lag);
    setText(told, found);
    this.painted += 1;
    setAttributes(this.root, {
      "data-weight-scale": shown.weight_scale, "data-length": shown.length, "data-truncation": shown.truncation ?? "none",
      "data-state": shown.state, "data-lag": shown.lag, "data-painted": this.painted,
    });
    speech.say(spokenView(namedRows, shown, found), player.playing() ? 0 : QUIET);
  }

  // Python's object

  viewFromModel() {
    return readTraits(this.model, VIEW);
  }

  sendView() {
    sendTraits(this.model, this.shown);
  }
}

function render({ model, el }) {
  const view = new FlowView(model);
  const { chart, speech } = view.parts;
  const followModel = () => view.change(view.viewFromModel());
  const end = mount({ model, el, root: view.root, paintSoon: view.paintSoon }, {
    keys: view.keys(),
    traits: Object.fromEntries(VIEW.map((name) => [name, followModel])),
    ends: [view.player.destroy, chart.destroy, speech.hush], lost: { over: true },
  });
  view.paint();
  return end;
}

export default createWidget(render);
