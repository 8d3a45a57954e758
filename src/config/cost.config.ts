import { decimal, env, integer } from '@vox/environment';
import { z } from 'zod';

const usd = () => env(decimal(0, 1_000_000).optional());
const tokens = () => env(integer(0, 1_000_000_000_000).optional());
const minutes = () => env(decimal(0, 1_000_000).optional());

export const costSchema = z.object({
  CAP_SESSION_USD: usd().describe(
    'US dollars that one session may cost, by the prices of /api/prices. At a limit the sentence that is said is finished, the agent says why, and no provider is asked any more. None when absent.',
  ),
  CAP_SESSION_TOKENS: tokens().describe('Tokens of models that one session may take.'),
  CAP_SESSION_MINUTES: minutes().describe('Minutes of speech that are heard in one session.'),
  CAP_USER_USD: usd().describe('US dollars that one user may cost in a day (UTC).'),
  CAP_USER_TOKENS: tokens().describe('Tokens of models that one user may take in a day.'),
  CAP_USER_MINUTES: minutes().describe('Minutes of speech that are heard of one user in a day.'),
  CAP_AGENT_USD: usd().describe(
    'US dollars that one agent may cost in a day; agents may have less (`limits`).',
  ),
  CAP_AGENT_TOKENS: tokens().describe('Tokens of models that one agent may take in a day.'),
  CAP_AGENT_MINUTES: minutes().describe('Minutes of speech that one agent hears in a day.'),
  CAP_DAY_USD: usd().describe('US dollars that all together may cost in a day.'),
  CAP_DAY_TOKENS: tokens().describe('Tokens of models that all together may take in a day.'),
  CAP_DAY_MINUTES: minutes().describe('Minutes of speech that are heard in a day, of everybody.'),
});
export type CostConfig = Readonly<z.infer<typeof costSchema>>;
