import type { Schemas } from '@vox/api-client';

import type { FieldSpec } from '../../forms/form-spec';
import { limitUnits } from '../common/limit-units';

export type Setting = Schemas['Setting'];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Settings that may be changed while the server runs, as PATCH /api/settings takes them. */
export const hearingFields: readonly FieldSpec[] = [
  {
    name: 'SILENCE_THRESHOLD_MS',
    label: 'agents.silence_threshold_ms',
    kind: 'number',
    min: 100,
    max: 5000,
    step: 10,
  },
  {
    name: 'BARGE_IN_STRATEGY',
    label: 'agents.barge_in',
    kind: 'choice',
    none: 'settings.as_environment',
    choices: [
      { value: 'immediate', label: 'agents.barge_in.immediate' },
      { value: 'graceful', label: 'agents.barge_in.graceful' },
      { value: 'off', label: 'agents.barge_in.off' },
    ],
  },
  {
    name: 'BARGE_IN_MIN_SPEECH_MS',
    label: 'settings.barge_in_min_speech_ms',
    kind: 'number',
    min: 60,
    max: 5000,
    step: 10,
  },
  {
    name: 'THINKING_SOUND_AFTER_MS',
    label: 'agents.thinking_sound_after_ms',
    kind: 'number',
    min: 100,
    max: 60_000,
    step: 100,
  },
  {
    name: 'DEFAULT_LLM_TEMPERATURE',
    label: 'agents.temperature',
    kind: 'number',
    min: 0,
    max: 2,
    step: 0.1,
  },
  {
    name: 'DEFAULT_LLM_MAX_TOKENS',
    label: 'agents.max_tokens',
    kind: 'number',
    min: 1,
    max: 100_000,
    step: 1,
  },
];

export const speakingFields: readonly FieldSpec[] = [
  { name: 'TTS_RATE', label: 'agents.tts_rate', kind: 'number', min: 0.5, max: 2, step: 0.05 },
  { name: 'TTS_PITCH', label: 'agents.tts_pitch', kind: 'number', min: 0.5, max: 2, step: 0.05 },
  {
    name: 'CHATTERBOX_VOICE_ID',
    label: 'settings.chatterbox_voice',
    kind: 'text',
    maxLength: 200,
  },
  { name: 'TTS_OPENAI_VOICE', label: 'settings.openai_voice', kind: 'text', maxLength: 200 },
];

const CAPPED = ['session', 'user', 'agent', 'day'] as const;

/** What may be spent on whom: at a limit the agent says so, and no provider is asked any more. */
export const limitFields: readonly FieldSpec[] = CAPPED.flatMap((capped) =>
  limitUnits.map(({ unit, ...range }) => ({
    name: `CAP_${capped}_${unit}`.toUpperCase(),
    label: `settings.cap_${capped}_${unit}` as const,
    kind: 'number' as const,
    ...range,
  })),
);

export const operationFields: readonly FieldSpec[] = [
  {
    name: 'LOG_LEVEL',
    label: 'settings.log_level',
    kind: 'choice',
    none: 'settings.as_environment',
    choices: LOG_LEVELS.map((value) => ({ value })),
  },
];

export const settingFields: readonly FieldSpec[] = [
  ...hearingFields,
  ...speakingFields,
  ...limitFields,
  ...operationFields,
];

/** What a form over settings starts with: those that are set here; of the others the fields are empty. */
export function setHere(settings: readonly Setting[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    settings.filter(({ source }) => source === 'settings').map(({ name, value }) => [name, value]),
  );
}

/** The fields, each saying what holds while it is empty. */
export function explained(
  specs: readonly FieldSpec[],
  settings: readonly Setting[],
): readonly FieldSpec[] {
  return specs.map((spec) => {
    const value = settings.find(({ name }) => name === spec.name)?.environment_value ?? null;
    return value === null
      ? { ...spec, hint: 'settings.environment_none' }
      : { ...spec, hint: 'settings.environment', hintValues: { value: wordsOf(value) } };
  });
}

function wordsOf(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}
