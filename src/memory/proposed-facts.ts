import { z } from 'zod';

import { MAX_FACT_LENGTH } from './memory-tools';

/** Of one conversation. */
const MAX_FACTS = 10;

/* eslint-disable no-restricted-syntax -- what is stored is repaired and bounded here */
const proposedSchema = z.array(
  z.object({ fact: z.string().trim().min(3).max(MAX_FACT_LENGTH), line: z.coerce.number().int() }),
);
/* eslint-enable no-restricted-syntax */

export type ProposedFact = z.output<typeof proposedSchema>[number];

/** What a model proposes, be it with words around the list or in a fence of Markdown; none where it makes no sense. */
export function factsIn(answer: string): readonly ProposedFact[] {
  const list = answer.slice(answer.indexOf('['), answer.lastIndexOf(']') + 1);
  try {
    const read = proposedSchema.safeParse(JSON.parse(list));
    return (read.data ?? []).slice(0, MAX_FACTS);
  } catch {
    // No JSON: nothing is proposed.
    return [];
  }
}
