// The numbers of every step: rows that the kernel sent once, looked up by name and time.

export const GATES = ["i", "f", "g", "o"];

const FORWARD = (H, V) => [["z", 4 * H], ["gates", 4 * H], ["c", H], ["tanh_c", H], ["h", H], ["y", V], ["log_normaliser", 1]];
const BACKWARD = (H) => [["dz", 4 * H], ["dh", H], ["dc", H], ["dh_prev", H]];
const WEIGHTS = (H, V) => [["W_x", V * 4 * H], ["W_h", H * 4 * H], ["b", 4 * H], ["W_y", H * V], ["b_y", V]];

/** Numbers from the bytes of a traitlet; copied, because a DataView need not begin at a multiple of 4. */
export function numbersFrom(view, Kind) {
  return new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** All numbers of a trace, from an object with the traitlets' values: see `quantity` for their names. */
export function readTrace(values) {
  const { T, H, V } = values.sizes;
  const state = numbersFrom(values.initial_state, Float32Array);
  const targets = numbersFrom(values.targets, Int32Array);
  const backward = numbersFrom(values.backward_rows, Float32Array);
  return {
    T, H, V,
    characters: values.characters,
    inputs: numbersFrom(values.inputs, Int32Array),
    targets: targets.length ? targets : null,
    hasBackward: backward.length > 0,
    h0: state.subarray(0, H),
    c0: state.subarray(H, 2 * H),
    tables: [
      table(numbersFrom(values.forward_rows, Float32Array), FORWARD(H, V)),
      table(backward, BACKWARD(H)),
    ],
    weights: slices(numbersFrom(values.weights, Float32Array), WEIGHTS(H, V)),
    zeros: new Float32Array(H),
  };
}

function table(numbers, fields) {
  const places = {};
  let width = 0;
  for (const [name, size] of fields) {
    places[name] = [width, size];
    width += size;
  }
  return { numbers, places, width };
}

function slices(numbers, fields) {
  const parts = {};
  let start = 0;
  for (const [name, size] of fields) {
    parts[name] = numbers.subarray(start, start + size);
    start += size;
  }
  return parts;
}

/** A row that the kernel sent, at step t. */
export function row(trace, name, t) {
  for (const { numbers, places, width } of trace.tables) {
    if (name in places) {
      const [start, size] = places[name];
      return numbers.subarray(t * width + start, t * width + start + size);
    }
  }
  throw new Error(`The trace has no ${name}`);
}

/** One gate's part of a row of four. */
export function block(trace, name, t, gate) {
  const start = GATES.indexOf(gate) * trace.H;
  return row(trace, name, t).subarray(start, start + trace.H);
}

function times(...factors) {
  return Float64Array.from(factors[0], (_, k) => factors.reduce((product, factor) => product * factor[k], 1));
}

const gate = (name) => (trace, t) => block(trace, "gates", t, name);
const at = (name) => (trace, t) => row(trace, name, t);

// What is a look-up, one product or one difference of the rows that were sent.
const QUANTITIES = {
  c: at("c"), tanh_c: at("tanh_c"), h: at("h"), y: at("y"),
  dz: at("dz"), dh: at("dh"), dc: at("dc"), dh_prev: at("dh_prev"),
  i: gate("i"), f: gate("f"), g: gate("g"), o: gate("o"),
  c_prev: (trace, t) => (t === 0 ? trace.c0 : row(trace, "c", t - 1)),
  h_prev: (trace, t) => (t === 0 ? trace.h0 : row(trace, "h", t - 1)),
  kept: (trace, t) => times(quantity(trace, "f", t), quantity(trace, "c_prev", t)),
  written: (trace, t) => times(quantity(trace, "i", t), quantity(trace, "g", t)),
  p: (trace, t) => Float64Array.from(row(trace, "y", t), (y) => Math.exp(y - row(trace, "log_normaliser", t)[0])),
  dy: (trace, t) => quantity(trace, "p", t).map((p, k) => p - (k === trace.targets[t] ? 1 : 0)),
  do: (trace, t) => times(row(trace, "dh", t), row(trace, "tanh_c", t)),
  di: (trace, t) => times(row(trace, "dc", t), quantity(trace, "g", t)),
  df: (trace, t) => times(row(trace, "dc", t), quantity(trace, "c_prev", t)),
  dg: (trace, t) => times(row(trace, "dc", t), quantity(trace, "i", t)),
  dtanh_c: (trace, t) => times(row(trace, "dh", t), quantity(trace, "o", t)),
  dc_prev: (trace, t) => times(row(trace, "dc", t), quantity(trace, "f", t)),
  dh_next: (trace, t) => (t + 1 < trace.T ? row(trace, "dh_prev", t + 1) : trace.zeros),
  dc_next: (trace, t) => (t + 1 < trace.T ? quantity(trace, "dc_prev", t + 1) : trace.zeros),
};

/** The numbers of a quantity at step t: H of them, or V for the output layer. "z_f" and "dz_f" are blocks. */
export function quantity(trace, name, t) {
  const part = /^(d?z)_([ifgo])$/.exec(name);
  return part ? block(trace, part[1], t, part[2]) : QUANTITIES[name](trace, t);
}

/** −log p[target] at step t, in nats. */
export function lossAt(trace, t) {
  return row(trace, "log_normaliser", t)[0] - row(trace, "y", t)[trace.targets[t]];
}

/** Index of the largest number. */
export function argmax(numbers) {
  let best = 0;
  for (let k = 1; k < numbers.length; k += 1) if (numbers[k] > numbers[best]) best = k;
  return best;
}

/** The three summands of one pre-activation: the look-up, the recurrent product, the bias. */
export function summands(trace, t, gateName, unit) {
  const { H, weights } = trace;
  const column = GATES.indexOf(gateName) * H + unit;
  const before = quantity(trace, "h_prev", t);
  let recurrent = 0;
  for (let k = 0; k < H; k += 1) recurrent += before[k] * weights.W_h[k * 4 * H + column];
  return { lookup: weights.W_x[trace.inputs[t] * 4 * H + column], recurrent, bias: weights.b[column] };
}

/** h_t · W_y[:, k] and b_y[k]: the two summands of one logit. */
export function logitSummands(trace, t, k) {
  const { H, V, weights } = trace;
  const h = row(trace, "h", t);
  let product = 0;
  for (let unit = 0; unit < H; unit += 1) product += h[unit] * weights.W_y[unit * V + k];
  return { product, bias: weights.b_y[k] };
}

/** (dy_t W_yᵀ)[unit]: the part of dh_t that comes from this step's own output layer. */
export function fromOutput(trace, t, unit) {
  const { V, weights } = trace;
  return quantity(trace, "dy", t).reduce((sum, dy, k) => sum + dy * weights.W_y[unit * V + k], 0);
}

/** (dz_t W_hᵀ)[unit], one part for each gate: what goes back to the hidden state of the step before. */
export function backThroughGates(trace, t, unit) {
  const { H, weights } = trace;
  const dz = quantity(trace, "dz", t);
  return GATES.map((_, k) => {
    let sum = 0;
    for (let other = k * H; other < (k + 1) * H; other += 1) sum += dz[other] * weights.W_h[unit * 4 * H + other];
    return sum;
  });
}

/** The largest absolute value among numbers, at least `least`. */
export function largestSize(numbers, least = 0) {
  let size = least;
  for (const number of numbers) size = Math.max(size, Math.abs(number));
  return size;
}
