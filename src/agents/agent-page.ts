import { text } from '@vox/protocol';
import { z } from 'zod';

import { linkToPlace, pageLimit, placeAfter } from '../http';

/** A place in the list, as a value: which agent came first on the first page, and the name of the last one so far. */
export type AgentCursor = { readonly firstId: string | null; readonly name: string };

const cursorSchema = z
  .tuple([z.uuid().nullable(), text().max(100)])
  .transform(([firstId, name]): AgentCursor => ({ firstId, name }));

export const listAgentsSchema = z.object({ limit: pageLimit, after: placeAfter(cursorSchema) });
export type ListAgents = z.output<typeof listAgentsSchema>;

/** The Link header (RFC 8288) that leads to the next page. */
export function linkToNext({ firstId, name }: AgentCursor, limit: number): string {
  return linkToPlace('/api/agents', [firstId, name], limit);
}
