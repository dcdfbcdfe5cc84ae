// Settings worth seeing, each with what there is to see.

export const PRESETS = [
  {
    name: "Remember",
    settings: { z_i: 4, z_f: 6, z_g: 2, z_o: 4, c_start: 0, input_at: "first" },
    see: "One input enters at t = 0, then the forget gate stays near 1: after many steps almost all of it is still there.",
  },
  {
    name: "Fade",
    settings: { z_i: 4, z_f: 2, z_g: 2, z_o: 4, c_start: 0, input_at: "first" },
    see: "A forget gate of 0.88 seems close to 1, and yet half of the input is gone after five and a half steps.",
  },
  {
    name: "Forget",
    settings: { z_i: -6, z_f: -4, z_g: 0, z_o: 4, c_start: 2, input_at: "every" },
    see: "With the forget gate near 0, what the cell held before is gone after one step.",
  },
  {
    name: "Overwrite",
    settings: { z_i: 6, z_f: -6, z_g: 1, z_o: 4, c_start: -2, input_at: "every" },
    see: "Forget gate closed, input gate open: the candidate takes the place of the old state in a single step.",
  },
  {
    name: "Count up",
    settings: { z_i: 8, z_f: 8, z_g: 3, z_o: 4, c_start: 0, input_at: "every" },
    see: "Forget and input gate open, candidate near 1: c gains almost 1 per step. It counts, but h soon stops showing it: tanh is flat.",
  },
  {
    name: "Level off",
    settings: { z_i: 0, z_f: 2, z_g: 0.5, z_o: 4, c_start: 0, input_at: "every" },
    see: "What is added and what is lost balance: c climbs towards a level, half of the missing part every half-life.",
  },
  {
    name: "Closed input",
    settings: { z_i: -8, z_f: 6, z_g: 3, z_o: 4, c_start: 1.5, input_at: "every" },
    see: "The candidate is large at every step, but the input gate keeps it out: the cell keeps what it holds.",
  },
  {
    name: "Closed output",
    settings: { z_i: 4, z_f: 6, z_g: 2, z_o: -6, c_start: 0, input_at: "first" },
    see: "The cell remembers as in the first preset, but shows nothing: h stays near 0 until the output gate opens.",
  },
];

/** The preset that has exactly these settings, or null. */
export function presetOf(settings) {
  const isSame = (preset) => Object.entries(preset.settings).every(([name, value]) => settings[name] === value);
  return PRESETS.find(isSame) ?? null;
}
