import { text } from '@vox/protocol';
import { z } from 'zod';

/**
 * Reads a place in a list, as `linkToPlace` has written it: what the last row before it is sorted by, so that it holds
 * whatever becomes of that row.
 */
export function placeAfter<Place>(schema: z.ZodType<Place>) {
  return text()
    .max(1000)
    .transform((given, context): Place => {
      const read = schema.safeParse(jsonOf(given));
      if (read.success) return read.data;
      context.addIssue('is none that this list has given: take it from the Link header');
      return z.NEVER;
    })
    .optional()
    .describe('From the Link header of the page before.');
}

/** The Link header (RFC 8288) that leads to the page after `place`. */
export function linkToPlace(path: string, place: readonly unknown[], limit: number): string {
  const after = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `<${path}?limit=${limit}&after=${after}>; rel="next"`;
}

function jsonOf(given: string): unknown {
  try {
    return JSON.parse(Buffer.from(given, 'base64url').toString());
  } catch {
    // Not what was given here: the schema says so.
    return undefined;
  }
}
