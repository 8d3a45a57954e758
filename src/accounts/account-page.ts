import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';

import {
  type Cursor,
  cursorSchema,
  microsecondsOf,
  pageLimit,
  timestampOf,
  toCursorText,
} from '../http';

/** Of a list whose newest rows come first. */
export const pageSchemaOf = (list: string) =>
  z.object({
    limit: pageLimit,
    before: cursorSchema(list).optional().describe('From the Link header of the page before.'),
  });
export type Page = z.output<ReturnType<typeof pageSchemaOf>>;

/** The rows of a page of `row`, the newest first, and the place where the next page begins, where there is one. */
export async function newestOf<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  { limit, before }: Page,
): Promise<{ rows: Row[]; next?: Cursor }> {
  query
    .addSelect(microsecondsOf('row.created_at'), 'cursor_at')
    .orderBy('row.created_at', 'DESC')
    .addOrderBy('row.id', 'DESC')
    .limit(limit + 1);
  if (before !== undefined) {
    query.andWhere(`(row.created_at, row.id) < (${timestampOf(':atUs')}, :id::uuid)`, before);
  }
  const { entities, raw } = await query.getRawAndEntities<{
    readonly cursor_at: string;
    readonly row_id: string;
  }>();
  const last = raw[limit - 1];
  if (entities.length <= limit || last === undefined) return { rows: entities };
  return { rows: entities.slice(0, limit), next: { atUs: last.cursor_at, id: last.row_id } };
}

/** The Link header (RFC 8288) that leads to the next page of the same question. */
export function linkToNext(
  path: string,
  list: string,
  next: Cursor,
  { before: _before, ...query }: Page,
): string {
  const rest = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) rest.set(name, String(value));
  rest.set('before', toCursorText(list, next));
  return `<${path}?${String(rest)}>; rel="next"`;
}
