import { text } from '@vox/protocol';
import { z } from 'zod';

import { inWholeDays, sumsQuery } from './sums-query';

export const USAGE_GROUPS = ['day', 'agent', 'user', 'provider'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Days are UTC's. `from` is given in the parsed query as the first moment that counts, `to` as the first that does not. */
export const usageQuerySchema = z
  .object({
    group: z.enum(USAGE_GROUPS).default('day').describe('What the sums are for.'),
    ...sumsQuery,
  })
  .transform(inWholeDays);
export type AskUsage = z.output<typeof usageQuerySchema>;

/** As the database sums it: big numbers are strings, a sum of nothing is null. */
export type UsageSums = {
  readonly key: string;
  readonly turns: number;
  readonly speaking_s: number | null;
  readonly prompt_tokens: string | null;
  readonly completion_tokens: string | null;
  readonly cost_usd: string | null;
  readonly unknown_speaking: number;
  readonly unknown_tokens: number;
  readonly unknown_cost: number;
};

const sum = z
  .number()
  .nullable()
  .describe('Leaves out the turns of which nobody said it; null when that is all of them.');

export const usageSchema = z
  .object({
    key: text().nullable().describe('The day, id, user or provider; null: deleted, or none.'),
    turns: z.number().int(),
    speaking_s: sum,
    prompt_tokens: sum,
    completion_tokens: sum,
    cost_usd: sum,
    unknown: z
      .object({ speaking: z.number().int(), tokens: z.number().int(), cost: z.number().int() })
      .describe('How many turns a sum leaves out because nobody said what they took.'),
  })
  .meta({ id: 'Usage' });
export type UsageJson = z.output<typeof usageSchema>;

export function toUsageJson(sums: UsageSums): UsageJson {
  return {
    key: sums.key === '' ? null : sums.key,
    turns: sums.turns,
    speaking_s: sums.speaking_s,
    prompt_tokens: numberOf(sums.prompt_tokens),
    completion_tokens: numberOf(sums.completion_tokens),
    cost_usd: numberOf(sums.cost_usd),
    unknown: {
      speaking: sums.unknown_speaking,
      tokens: sums.unknown_tokens,
      cost: sums.unknown_cost,
    },
  };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
