/**
 * Options of an lru-cache that holds so many entries and takes room as they come: with its `max` it reserves room for all of
 * them at once, some 280 KB for ten thousand.
 *
 * @see https://www.npmjs.com/package/lru-cache, "maxSize"
 */
export function entriesUpTo(count: number) {
  return { maxSize: count, sizeCalculation: () => 1 };
}
