// Numbers from the bytes of a traitlet.

/** A typed array from a DataView; copied, because a DataView need not begin at a multiple of 4. */
export function typedArray(view, Kind) {
  return new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
