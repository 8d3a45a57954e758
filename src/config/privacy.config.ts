import { choices, env, integer } from '@vox/environment';
import { PERSONAL_KINDS } from '@vox/voice-core';
import { z } from 'zod';

/** A hundred years. */
const MAX_DAYS = 36_500;

export const privacySchema = z.object({
  RETENTION_DAYS: env(integer(1, MAX_DAYS).optional()).describe(
    'Sessions unused for so many days, turns that are older, and what webhooks were told longer ago are deleted for good, wherever they are kept; an agent may say otherwise of its own (`retention_days`). Without it they stay.',
  ),
  AUDIT_RETENTION_DAYS: env(integer(1, MAX_DAYS).optional()).describe(
    'What admins changed, and that somebody was erased, is on record for so many days. Without it for good.',
  ),
  REDACT_STORED: env(choices(PERSONAL_KINDS).default([])).describe(
    'Left out of what is stored, with a placeholder such as [PHONE_1]: e-mail addresses, telephone numbers, card and account numbers, written or spoken, in English, German, French and Spanish. Turns, calls of tools, titles, summaries and facts have them nowhere; who talks and the model hear them all the same. An agent may add to it (`redact_stored`).',
  ),
  REDACT_FOR_MODELS: env(choices(PERSONAL_KINDS).default([])).describe(
    'Language models, and the server of embeddings, are told a placeholder such as [PHONE_1] in the place of these. What is spoken and shown, and what tools are called with, has the words themselves. An agent may add to it (`redact_for_models`).',
  ),
  CONSENT_REQUIRED: env(choices(['processing', 'recording']).default([])).describe(
    'Nobody is heard who has not agreed to it. processing: everybody is asked whether they may be heard at all. recording: whoever talks with an agent that keeps sound must allow that.',
  ),
});
