import { consentKindSchema, text } from '@vox/protocol';
import { z } from 'zod';

import { answerOf, type StoredConsent } from './consent-store';

const moment = z.iso.datetime().nullable();

const consentSchema = z
  .object({
    person: text()
      .nullable()
      .describe('As the session names who it is with, or who takes part. Null: of all sessions.'),
    is_guest: z.boolean().describe('One of several who share the session.'),
    kind: consentKindSchema,
    state: z
      .enum(['asked', 'given', 'refused', 'withdrawn'])
      .describe('`asked`: and not answered, which counts as no.'),
    door: z.enum(['browser', 'websocket', 'discord', 'rest']).describe('Of the last answer.'),
    asked_at: moment,
    given_at: moment,
    withdrawn_at: moment,
    earlier: z
      .array(z.object({ given_at: z.iso.datetime(), withdrawn_at: z.iso.datetime() }))
      .describe('When it was given before, and taken back; the oldest first, the newest 100.'),
  })
  .meta({ id: 'Consent' });
export type ConsentJson = z.output<typeof consentSchema>;

export const sessionConsentsSchema = z
  .object({
    memory: z
      .boolean()
      .describe('Who talks in it has allowed agents to remember facts for later conversations.'),
    recording: z.boolean().describe('They have allowed that their sound is kept.'),
    processing: z.boolean().describe('They have agreed to be heard, where a server asks for that.'),
    people: z.array(consentSchema).describe('Who was asked in it, or has answered, and what.'),
  })
  .meta({ id: 'SessionConsents' });
export type SessionConsentsJson = z.output<typeof sessionConsentsSchema>;

export const setSessionConsentSchema = z.strictObject({
  kind: consentKindSchema,
  given: z.boolean(),
  person: text()
    .min(1)
    .max(255)
    .optional()
    .describe(
      'A guest’s id, or of somebody in a Discord channel, for whom one may say no alone. The one whose session it is when absent.',
    ),
});
export type SetSessionConsent = z.output<typeof setSessionConsentSchema>;

export const userConsentsSchema = z
  .object({
    memory: z.boolean(),
    recording: z.boolean(),
    processing: z.boolean(),
    given: z.array(consentSchema).describe('What was answered for all sessions, and when.'),
  })
  .meta({ id: 'UserConsents' });
export type UserConsentsJson = z.output<typeof userConsentsSchema>;

export const setUserConsentSchema = z.strictObject({
  kind: consentKindSchema,
  given: z.boolean(),
});
export type SetUserConsent = z.output<typeof setUserConsentSchema>;

export function toConsentJson(consent: StoredConsent): ConsentJson {
  const { person, isOwn, kind, door, askedAt, givenAt, withdrawnAt, earlier } = consent;
  return {
    person,
    is_guest: !isOwn,
    kind,
    state: stateOf(consent),
    door,
    asked_at: askedAt?.toISOString() ?? null,
    given_at: givenAt?.toISOString() ?? null,
    withdrawn_at: withdrawnAt?.toISOString() ?? null,
    earlier: earlier.flatMap(({ given_at, withdrawn_at }) =>
      given_at === null
        ? []
        : [
            {
              given_at: new Date(given_at).toISOString(),
              withdrawn_at: new Date(withdrawn_at).toISOString(),
            },
          ],
    ),
  };
}

function stateOf(consent: StoredConsent): ConsentJson['state'] {
  const answer = answerOf(consent);
  if (answer === undefined) return 'asked';
  if (answer) return 'given';
  return consent.givenAt === null ? 'refused' : 'withdrawn';
}
