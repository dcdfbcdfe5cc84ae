// Colours for numbers: one scale from 0 to 1, one that is neutral at 0. Both can be told apart by colour-blind readers,
// and both grow lighter (or, about 0 on a light ground, darker) all along.

// Matplotlib's cividis, as in the still figures: evenly spaced samples.
const SEQUENTIAL = [
  "#00224e", "#002e6a", "#1a386f", "#32436d", "#434e6c", "#535a6d", "#61656f", "#6f7073", "#7d7c78",
  "#8c8878", "#9b9476", "#aba072", "#bcae6c", "#cdbb63", "#dec958", "#f0d846", "#fee838",
];
// ColorBrewer's PuOr on a light ground; on a dark one the middle is dark, so that what is large shines.
const DIVERGING = [
  "#7f3b08", "#b35806", "#e08214", "#fdb863", "#fee0b6", "#f7f7f7", "#d8daeb", "#b2abd2", "#8073ac", "#542788", "#2d004b",
];
const DIVERGING_DARK = [
  "#ffd9a0", "#ffb04d", "#d98a26", "#9c5f14", "#5a3a14", "#25282e", "#3a3260", "#5d4fa0", "#8a7bd0", "#b3a6f2", "#ddd6ff",
];
const LEVELS = 256;

/** 256 colours as bytes [red, green, blue, …]; `kind` is "sequential" or "diverging". */
export function colourTable(kind, dark) {
  const stops = (kind === "sequential" ? SEQUENTIAL : dark ? DIVERGING_DARK : DIVERGING).map(channels);
  const table = new Uint8ClampedArray(3 * LEVELS);
  for (let level = 0; level < LEVELS; level += 1) {
    const place = (level / (LEVELS - 1)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    for (let channel = 0; channel < 3; channel += 1) {
      const [low, high] = [stops[below][channel], stops[below + 1][channel]];
      table[3 * level + channel] = Math.round(low + (high - low) * (place - below));
    }
  }
  return table;
}

function channels(colour) {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/** Which of the 256 colours a number has between `low` and `high`; what lies outside has the colour of the end. */
export function colourLevel(value, low, high) {
  const share = (value - low) / (high - low);
  return Math.round((LEVELS - 1) * Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)));
}
