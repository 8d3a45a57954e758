/** Bytes in use, on the heap and in buffers beside it, after a forced collection. Needs --expose-gc. */
export function collectedHeapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc.');
  // What the first collection finalizes, the second one frees.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
