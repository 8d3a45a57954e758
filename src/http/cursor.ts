import { z } from 'zod';

/**
 * A place in a list, as a value: the microseconds (since 1970) and the id that the row before it had.
 *
 * It holds whatever becomes of that row: moved, changed or deleted.
 */
export type Cursor = { readonly atUs: string; readonly id: string };

/** Up to the year 2286, and a UUID or a bigint. */
const CURSOR =
  /^(?<list>[a-z]+)\.(?<atUs>\d{1,16})\.(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,18})$/u;

/** The text that stands for a place in `list`; clients hand it back and make nothing of it. */
export function toCursorText(list: string, { atUs, id }: Cursor): string {
  return Buffer.from(`${list}.${atUs}.${id}`).toString('base64url');
}

/** Reads what `toCursorText` made for the same list, and refuses all else. */
export function cursorSchema(list: string) {
  // eslint-disable-next-line no-restricted-syntax -- only what was written here is read, and that is digits
  return z.string().transform((text, context): Cursor => {
    const groups = CURSOR.exec(Buffer.from(text, 'base64url').toString('latin1'))?.groups;
    const { atUs = '', id = '' } = groups ?? {};
    // Base64 is read leniently; what is written back tells whether it was ours.
    if (groups?.['list'] === list && toCursorText(list, { atUs, id }) === text) return { atUs, id };
    context.addIssue(`is no cursor of this list: give the 'cursor' of one of its rows`);
    return z.NEVER;
  });
}

/** SQL: a timestamp as `Cursor` has it, without loss. */
export function microsecondsOf(timestamp: string): string {
  return `(extract(epoch from ${timestamp}) * 1000000)::bigint::text`;
}

/** SQL: the timestamp of a parameter that holds `Cursor.atUs`. */
export function timestampOf(parameter: string): string {
  return `(timestamptz 'epoch' + ${parameter}::bigint * interval '1 microsecond')`;
}
