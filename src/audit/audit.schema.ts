import type { AuditEntryEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { type Cursor, cursorSchema, pageLimit, toCursorText } from '../http';

const LIST = 'audit';

export const listAuditSchema = z.object({
  user_id: givenId().optional().describe('What this user did.'),
  action: text().min(1).max(100).optional().describe('By the id of the route: `updateAgent`.'),
  target_id: text().min(1).max(255).optional().describe('What was done to this.'),
  limit: pageLimit,
  before: cursorSchema(LIST).optional().describe("An entry's `cursor`: those before it."),
});
export type ListAudit = z.output<typeof listAuditSchema>;

export type ListedEntry = { readonly entry: AuditEntryEntity; readonly cursor: Cursor };

export const auditEntrySchema = z
  .object({
    id: text(),
    at: z.iso.datetime(),
    user_id: z.uuid().nullable().describe('Null: the server’s own key, or somebody deleted.'),
    actor: text().describe('What they came with: a key’s first characters, say.'),
    action: text().describe('The id of the route.'),
    target_type: text().nullable(),
    target_id: text().nullable(),
    details: z.record(text(), z.unknown()).describe('`status`: what was answered.'),
    cursor: text().describe('For `before`.'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryJson = z.output<typeof auditEntrySchema>;

export function toAuditEntryJson({ entry, cursor }: ListedEntry): AuditEntryJson {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    user_id: entry.userId,
    actor: entry.actor,
    action: entry.action,
    target_type: entry.targetType,
    target_id: entry.targetId,
    details: entry.details,
    cursor: toCursorText(LIST, cursor),
  };
}

/** The Link header (RFC 8288) that leads to the next page. */
export function linkToNext({ before: _before, ...query }: ListAudit, cursor: Cursor): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) next.set(name, String(value));
  next.set('before', toCursorText(LIST, cursor));
  return `</api/audit?${String(next)}>; rel="next"`;
}
