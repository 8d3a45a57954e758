import type { IncomingMessage } from 'node:http';

/** Where Discord's ids come in. */
const PATHS = /^\/(?:voice|api\/plugins\/discord)\//u;

/** Digits of an id; from 2^53 on a JavaScript number has lost the last ones. */
const ID = /^\d{15,20}$/u;

/** Whether a JSON body may have ids as numbers, as the page of VoxBridge 1 sends them. */
export function hasNumericIds({ url = '' }: IncomingMessage): boolean {
  return PATHS.test(url);
}

/**
 * Gives an id that is written as a number as its digits; for `JSON.parse`, which tells how a number is written.
 * @see https://tc39.es/proposal-json-parse-with-source/
 */
export function exactIds(
  _key: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && ID.test(source) ? source : value;
}
