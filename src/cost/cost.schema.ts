import { text } from '@vox/protocol';
import { z } from 'zod';

import { inWholeDays, sumsQuery } from '../usage';

export const COST_GROUPS = ['day', 'agent', 'user', 'owner', 'provider', 'purpose'] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

/** Days are UTC's. `from` is given in the parsed query as the first moment that counts, `to` as the first that does not. */
export const costQuerySchema = z
  .object({
    group: z
      .enum(COST_GROUPS)
      .default('day')
      .describe(
        'What the sums are for. `user`: who talks, as sessions have it; `owner`: whose account it is.',
      ),
    ...sumsQuery,
  })
  .transform(inWholeDays);
export type AskCosts = z.output<typeof costQuerySchema>;

/** As the database sums it: big numbers are strings. */
export type CostSums = {
  readonly key: string;
  readonly requests: number;
  readonly prompt_tokens: string;
  readonly completion_tokens: string;
  readonly audio_ms: string;
  readonly characters: string;
  readonly cost_usd: string;
  readonly estimated: number;
  readonly unpriced: number;
};

export const costSchema = z
  .object({
    key: text().nullable().describe('The day, id, user, provider or purpose; null: none.'),
    requests: z.number().int(),
    prompt_tokens: z.number().int(),
    completion_tokens: z.number().int(),
    audio_s: z.number().describe('Audio that was heard.'),
    characters: z.number().int().describe('Text that was spoken.'),
    cost_usd: z.number().describe('By the prices of the day; leaves out what had none.'),
    estimated: z
      .number()
      .int()
      .describe('Requests whose tokens were counted here, because the provider did not say.'),
    unpriced: z.number().int().describe('Requests that `cost_usd` leaves out.'),
  })
  .meta({ id: 'Cost' });
export type CostJson = z.output<typeof costSchema>;

export function toCostJson(sums: CostSums): CostJson {
  return {
    key: sums.key === '' ? null : sums.key,
    requests: sums.requests,
    prompt_tokens: Number(sums.prompt_tokens),
    completion_tokens: Number(sums.completion_tokens),
    audio_s: Number(sums.audio_ms) / 1000,
    characters: Number(sums.characters),
    cost_usd: Number(sums.cost_usd),
    estimated: sums.estimated,
    unpriced: sums.unpriced,
  };
}
