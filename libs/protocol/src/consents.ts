import { z } from 'zod';

/**
 * What people may be asked for. `recording`: the sound is kept. `memory`: facts are remembered for later conversations.
 * `processing`: they are heard at all, where a server asks for that.
 */
export const CONSENT_KINDS = ['recording', 'memory', 'processing'] as const;

export const consentKindSchema = z
  .enum(CONSENT_KINDS)
  .describe(
    '`recording`: the sound is kept. `memory`: facts are remembered for later conversations. `processing`: what they say is heard at all.',
  );
export type ConsentKind = z.output<typeof consentKindSchema>;

/** Answers that come with the beginning, of a client that knows them already. */
export const givenConsentsSchema = z
  .partialRecord(consentKindSchema, z.boolean())
  .optional()
  .describe(
    'What the one who talks allows (true) or refuses (false), where that is known already.',
  );
export type GivenConsents = z.output<typeof givenConsentsSchema>;

/** An answer, at any time: to a question or of one's own accord. */
export const consentAnswerSchema = z.object({
  kind: consentKindSchema,
  given: z.boolean().describe('False: refused, or taken back.'),
});
export type ConsentAnswer = z.output<typeof consentAnswerSchema>;
