// WeightLayout: where each gate's block of each array is, here, in PyTorch and in Keras. All places came with the widget.

import { createGrid, createRoot, createWords } from "./parts.js";
import { chosenWords, spokenWords } from "./words.js";
import { createChoice } from "../shared/choice.js";
import { mount } from "../shared/mount.js";
import { createWidget } from "../shared/nulls.js";
import { clamp } from "../shared/scale.js";
import { createSpeech } from "../shared/speech.js";
import { htmlElement, onceAFrame, setAttributes } from "../shared/svg.js";
import { readTraits, sendTraits } from "../shared/traits.js";

/** @type {("network" | "array" | "gate")[]} */
const TRAITS = ["network", "array", "gate"];
const NETWORKS = [["lstm", "LSTM"], ["gru", "GRU"]];

/** One view: which network, array and gate the learner looks at. */
class LayoutView {
  /** @param {import("../shared/types.js").Model<import("./types.js").WeightLayoutState>} model */
  constructor(model) {
    this.model = model;
    this.view = readTraits(model, TRAITS);
    this.rows = Object.fromEntries(Object.entries(model.get("rows")).map(([network, rows]) => [network, rows.filter(({ held }) => held[0].strips.length > 0)]));
    const pick = (array, gate) => this.moveTo({ array, gate });
    this.grids = Object.fromEntries(NETWORKS.map(([name]) => [name, createGrid(model.get("rows")[name], pick)]));
    this.networks = createChoice("Network", NETWORKS, (network) => this.choose(network));
    this.stage = htmlElement("div", { class: "lstm-stage" });
    this.words = createWords();
    this.speech = createSpeech();
    this.root = createRoot(this, () => this.send());
    this.paintSoon = onceAFrame(() => this.paint());
  }

  /** The gates of a network, in this package's order. */
  gates(network = this.view.network) {
    return this.rows[network][0].held[0].strips[0].map(([gate]) => gate);
  }

  moveTo(place) {
    this.view = { ...this.view, ...place };
    this.paintSoon();
  }

  choose(network) {
    const gate = this.gates(network).includes(this.view.gate) ? this.view.gate : this.gates(network)[0];
    this.moveTo({ network, gate });
  }

  moveGate(by) {
    const gates = this.gates();
    this.moveTo({ gate: gates[clamp(gates.indexOf(this.view.gate) + by, 0, gates.length - 1)] });
  }

  moveArray(by) {
    const rows = this.rows[this.view.network];
    const place = rows.findIndex(({ array }) => array === this.view.array);
    this.moveTo({ array: rows[clamp(place + by, 0, rows.length - 1)].array });
  }

  send() {
    sendTraits(this.model, this.view);
  }

  followModel() {
    this.moveTo(readTraits(this.model, TRAITS));
  }

  paint() {
    const { network, array, gate } = this.view;
    if (!this.gates().includes(gate)) return; // Python sets the network and, right after it, the gate
    const grid = this.grids[network];
    const row = this.rows[network].find((each) => each.array === array);
    this.networks.show(network);
    if (this.stage.firstChild !== grid.element) this.stage.replaceChildren(grid.element);
    grid.show(array, gate);
    this.words.show(row, gate, chosenWords(row, gate));
    setAttributes(this.root, { "data-network": network, "data-chosen": `${array} ${gate}` });
    this.speech.say(spokenWords(row, gate));
  }

  keys() {
    return {
      ArrowRight: () => this.moveGate(1), ArrowLeft: () => this.moveGate(-1),
      ArrowDown: () => this.moveArray(1), ArrowUp: () => this.moveArray(-1),
      Home: () => this.moveGate(-Infinity), End: () => this.moveGate(Infinity),
    };
  }
}

function render({ model, el }) {
  const view = new LayoutView(model);
  const end = mount({ model, el, root: view.root, paintSoon: view.paintSoon }, {
    keys: view.keys(),
    traits: Object.fromEntries(TRAITS.map((name) => [name, () => view.followModel()])),
    lost: { over: true },
    ends: [view.speech.hush],
  });
  view.paint();
  return end;
}

export default createWidget(render);
