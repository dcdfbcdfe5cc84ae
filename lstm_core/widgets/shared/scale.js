// From numbers to places on the screen, and round numbers for axes.

/** A function that takes the interval `domain` to the interval `range`; `.invert` leads back. */
export function linearScale(domain, range) {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  const scale = (value) => r0 + (value - d0) * slope;
  scale.invert = (place) => (slope === 0 ? d0 : d0 + (place - r0) / slope);
  return scale;
}

/** The same on a logarithmic axis; `domain` must be positive. */
export function logScale(domain, range) {
  const linear = linearScale(domain.map(Math.log10), range);
  const scale = (value) => linear(Math.log10(value));
  scale.invert = (place) => 10 ** linear.invert(place);
  return scale;
}

/** About `count` round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`. */
export function niceTicks(low, high, count = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) {
    ticks.push(Number((k * step).toFixed(digits)));
  }
  return ticks;
}

/** A number held between two bounds. */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** The middle of the pixel at a place: a line of one pixel then falls on one row of pixels. */
export function half(place) {
  return Math.round(place - 0.5) + 0.5;
}
