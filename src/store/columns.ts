/** Bytes as they lie, moved only where numbers of this size may not begin there. */
const alignedTo = (size: number, bytes: Buffer): Buffer => {
  if (bytes.byteOffset % size === 0) return bytes;
  const moved = Buffer.alloc(bytes.length);
  bytes.copy(moved);
  return moved;
};

/** A column of whole numbers, as it was stored. */
export const integersOf = (bytes: Buffer): Int32Array => {
  const { buffer, byteOffset } = alignedTo(4, bytes);
  return new Int32Array(buffer, byteOffset, bytes.length / 4);
};

/** A column of numbers, as it was stored. */
export const numbersOf = (bytes: Buffer): Float64Array => {
  const { buffer, byteOffset } = alignedTo(8, bytes);
  return new Float64Array(buffer, byteOffset, bytes.length / 8);
};
