import { isHeaderValue } from '@vox/outbound';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { serverUrl } from '../http';

/** @param reserved Names of the environment's providers, in lower case. */
export function providerName(reserved: readonly string[]) {
  return text()
    .trim()
    .min(1)
    .max(100)
    .regex(/[\p{L}\p{N}]/u, 'must have a letter or a digit')
    .refine(
      (name) => !reserved.includes(name.toLowerCase()),
      'is the name of a provider of the environment',
    )
    .describe('What turns, health and metrics call it.');
}

/** @param protocol What it may begin with. @param words The same, to be read. */
export function providerUrl(protocol: RegExp, words: string) {
  return serverUrl({ protocol, words, max: 500, noUser: 'has a user or a password in it' });
}

export const providerPosition = z
  .number()
  .int()
  .min(0)
  .max(10_000)
  .describe('Those of a lower one are asked first; then by name.');

export const providerEnabled = z.boolean().describe('Otherwise it is never asked.');

export const providerSecrets = {
  api_key: text()
    .trim()
    .min(1)
    .max(2000)
    .refine(isHeaderValue, 'has a character that no header can carry')
    .nullable()
    .optional()
    .describe(
      'Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again.',
    ),
} as const;

/** What every provider is shown with. */
export const shownProvider = {
  id: text().describe('A UUID; of one of the environment its name.'),
  name: text(),
  kind: text(),
  base_url: text().nullable(),
  has_api_key: z.boolean(),
  models: z.array(text()).describe('As it listed them last.'),
  models_fetched_at: z.iso.datetime().nullable(),
  position: z.number().int().nullable(),
  is_enabled: z.boolean(),
  read_only: z.boolean().describe('The environment has set it.'),
  problem: text().nullable().describe('Why it is not asked though it is enabled.'),
  created_at: z.iso.datetime().nullable(),
  updated_at: z.iso.datetime().nullable(),
} as const;
