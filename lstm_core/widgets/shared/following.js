// A window that stays where it is as long as the cursor is inside, and follows it otherwise.

/**
 * The start of a window of `width` out of `length` places that holds `place`, moved from `start` as little as
 * possible, with `margin` places to spare on either side where there are any.
 */
export function followWindow(start, place, length, width, margin = 0) {
  const size = Math.min(width, length);
  const spare = Math.min(margin, Math.floor((size - 1) / 2));
  const moved = Math.min(Math.max(start, place + spare - size + 1), place - spare);
  return Math.max(0, Math.min(moved, length - size));
}
