import { z } from 'zod';

/** Minutes are of speech that is heard. */
const limitAmounts = z.strictObject({
  usd: z.number().min(0).max(1_000_000).optional(),
  tokens: z.number().int().min(0).max(1_000_000_000_000).optional(),
  minutes: z.number().min(0).max(1_000_000).optional(),
});

export const agentLimits = z
  .strictObject({ session: limitAmounts.optional(), day: limitAmounts.optional() })
  .nullable()
  .describe(
    'What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone.',
  );
