import { text } from '@vox/protocol';
import { z } from 'zod';

import { pageLimit } from '../http';

/** A place in the list, as a value: which agent came first on the first page, and the name of the last one so far. */
export type AgentCursor = { readonly firstId: string | null; readonly name: string };

const cursorSchema = z.tuple([z.uuid().nullable(), text().max(100)]);

export const listAgentsSchema = z.object({
  limit: pageLimit,
  after: text()
    .max(1000)
    .transform((given, context): AgentCursor => {
      const read = cursorSchema.safeParse(jsonOf(given));
      if (read.success) return { firstId: read.data[0], name: read.data[1] };
      context.addIssue('is none that this list has given: take it from the Link header');
      return z.NEVER;
    })
    .optional()
    .describe('From the Link header of the page before.'),
});
export type ListAgents = z.output<typeof listAgentsSchema>;

/** The Link header (RFC 8288) that leads to the next page. */
export function linkToNext({ firstId, name }: AgentCursor, limit: number): string {
  const after = Buffer.from(JSON.stringify([firstId, name])).toString('base64url');
  return `</api/agents?limit=${limit}&after=${after}>; rel="next"`;
}

function jsonOf(given: string): unknown {
  try {
    return JSON.parse(Buffer.from(given, 'base64url').toString());
  } catch {
    // Not what was given here: the schema says so.
    return undefined;
  }
}
