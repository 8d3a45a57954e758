/** Bytes of a file: from `from` up to `to`, which is left out. */
export type ByteRange = { readonly from: number; readonly to: number };

const RANGE = /^bytes=(?<first>\d*)-(?<last>\d*)$/u;

/**
 * What a `Range` header asks for of `size` bytes: `all` where there is none or one that we do not serve (of several ranges, of
 * other units), `unsatisfiable` where nothing is there.
 * @see RFC 9110 §14.2
 */
export function rangeIn(
  header: string | undefined,
  size: number,
): ByteRange | 'all' | 'unsatisfiable' {
  const { first = '', last = '' } = RANGE.exec(header ?? '')?.groups ?? {};
  if (first === '' && last === '') return 'all';
  if (first === '') {
    const from = Math.max(0, size - Number(last));
    return from < size ? { from, to: size } : 'unsatisfiable';
  }
  const from = Number(first);
  const to = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < from) return 'all';
  return from < size ? { from, to } : 'unsatisfiable';
}
