import { namedColumns, type SpeechProviderEntity, type StoredVoice } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import {
  sttAudioFormats,
  sttFinalTimeoutMs,
  sttProviders,
  ttsAudioFormats,
  ttsMostConcurrent,
  ttsProviders,
  ttsTimeoutS,
} from '../../config';
import { sttRowKinds } from '../../stt';
import { ttsRowKinds } from '../../tts';
import {
  providerEnabled,
  providerName,
  providerPosition,
  providerSecrets,
  providerUrl,
  shownProvider,
} from '../provider-fields';
import type { Listed } from './speech-lists';

/** What the engines in this process are called. */
const EMBEDDED = ['moonshine', 'flite'] as const;

const WHERE = "It may lead into private networks, and not to a cloud's metadata service.";

const nullableText = (max: number) => text().trim().min(1).max(max).nullable();
const wholeMs = (min: number, max: number) => z.number().int().min(min).max(max).nullable();

const sttFields = {
  name: providerName([...sttProviders, ...EMBEDDED]),
  kind: z
    .enum(sttRowKinds)
    .describe("openai: any server with OpenAI's transcriptions (speaches, whisper.cpp)."),
  base_url: providerUrl(/^(https?|wss?)$/u, 'http:// or https://, or ws:// or wss://').describe(
    `http: or https: of openai, ws: or wss: of the others. ${WHERE}`,
  ),
  model: nullableText(200).describe('Null: as the environment has it for the kind.'),
  language: text()
    .max(35)
    .refine(isLanguageTag, 'must be a BCP 47 tag such as en or pt-BR')
    .nullable()
    .describe('Of sessions that name none; null for WHISPERX_LANGUAGE.'),
  audio_format: z
    .enum([...sttAudioFormats.whisperx, ...sttAudioFormats.whisperlive])
    .nullable()
    .describe('whisperx: pcm, opus. whisperlive: float32, int16. Null: as the environment has it.'),
  timeout_ms: wholeMs(sttFinalTimeoutMs.min, sttFinalTimeoutMs.max).describe(
    'End of an utterance to its transcript; null for STT_FINAL_TIMEOUT_MS.',
  ),
  position: providerPosition,
  is_enabled: providerEnabled,
} as const;

const ttsFields = {
  name: providerName([...ttsProviders, ...EMBEDDED]),
  kind: z
    .enum(ttsRowKinds)
    .describe(
      "openai: any server with OpenAI's speech (Kokoro-FastAPI, speaches). chatterbox: chatterbox-tts-api. devnen: Chatterbox-TTS-Server.",
    ),
  base_url: providerUrl(/^https?$/u, 'http:// or https://').describe(WHERE),
  model: nullableText(200).describe('Of openai; null for TTS_OPENAI_MODEL.'),
  voice: nullableText(200).describe(
    'For agents that set none; null for CHATTERBOX_VOICE_ID or TTS_OPENAI_VOICE.',
  ),
  audio_format: z
    .enum([...ttsAudioFormats.openai, ...ttsAudioFormats.chatterbox])
    .nullable()
    .describe('openai: pcm, wav. chatterbox: audio, sse. Null: as the environment has it.'),
  timeout_ms: wholeMs(ttsTimeoutS.min * 1000, ttsTimeoutS.max * 1000).describe(
    'Until the first audio of a sentence; null for TTS_TIMEOUT_S.',
  ),
  max_concurrency: z
    .number()
    .int()
    .min(1)
    .max(Math.max(...Object.values(ttsMostConcurrent)))
    .nullable()
    .describe('Sentences at once, over all sessions. Null: as the environment has it.'),
  position: providerPosition,
  is_enabled: providerEnabled,
} as const;

export const createSttProviderSchema = z.strictObject({
  ...sttFields,
  ...providerSecrets,
  model: sttFields.model.default(null),
  language: sttFields.language.default(null),
  audio_format: sttFields.audio_format.default(null),
  timeout_ms: sttFields.timeout_ms.default(null),
  position: sttFields.position.default(0),
  is_enabled: sttFields.is_enabled.default(true),
});

export const createTtsProviderSchema = z.strictObject({
  ...ttsFields,
  ...providerSecrets,
  model: ttsFields.model.default(null),
  voice: ttsFields.voice.default(null),
  audio_format: ttsFields.audio_format.default(null),
  timeout_ms: ttsFields.timeout_ms.default(null),
  max_concurrency: ttsFields.max_concurrency.default(null),
  position: ttsFields.position.default(0),
  is_enabled: ttsFields.is_enabled.default(true),
});

/** What is left out stays as it is. */
export const updateSttProviderSchema = z.strictObject({
  ...z.object(sttFields).partial().shape,
  ...providerSecrets,
});
export const updateTtsProviderSchema = z.strictObject({
  ...z.object(ttsFields).partial().shape,
  ...providerSecrets,
});

export type CreateSttProvider = z.output<typeof createSttProviderSchema>;
export type CreateTtsProvider = z.output<typeof createTtsProviderSchema>;
export type UpdateSttProvider = z.output<typeof updateSttProviderSchema>;
export type UpdateTtsProvider = z.output<typeof updateTtsProviderSchema>;

/** Of either. */
export type UpdateSpeechProvider = Omit<
  UpdateSttProvider & UpdateTtsProvider,
  'kind' | 'audio_format'
> & { readonly kind?: string | undefined; readonly audio_format?: string | null | undefined };

export const testTtsProviderSchema = z
  .strictObject({
    voice: text().trim().min(1).max(200).optional().describe('Its default one when absent.'),
  })
  .default({});
export type TestTtsProvider = z.output<typeof testTtsProviderSchema>;

/** A name of the environment, or the id of a row. */
const paramsOf = (names: readonly [string, ...string[]]) =>
  z.object({
    id: z.union([z.enum(names), givenId()], {
      error: `must be the id of a provider: a UUID, or one of ${names.join(', ')}`,
    }),
  });
export const sttProviderParams = paramsOf(sttProviders);
export const ttsProviderParams = paramsOf(ttsProviders);

export const storedVoiceSchema = z
  .object({
    id: text().describe('What `voice` takes.'),
    name: text(),
    language: text().optional().describe('BCP 47, where the engine says.'),
  })
  .meta({ id: 'ProviderVoice' });

/** As a provider is shown: of its key only whether there is one. Null: its kind has none, or it is as the environment has it. */
export const speechProviderSchema = z
  .object({
    ...shownProvider,
    model: text().nullable(),
    voice: text().nullable().describe('Of those that speak.'),
    language: text().nullable().describe('Of those that hear.'),
    audio_format: text().nullable(),
    timeout_ms: z.number().int().nullable(),
    max_concurrency: z.number().int().nullable(),
    voices: z.array(storedVoiceSchema).describe('As it listed them last; of those that speak.'),
    voices_fetched_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SpeechProvider' });
export type SpeechProviderJson = z.output<typeof speechProviderSchema>;

/** The columns that a request names, but its key, which is stored sealed. */
export function toColumns(request: UpdateSpeechProvider): Partial<SpeechProviderEntity> {
  return namedColumns({
    name: request.name,
    kind: request.kind,
    baseUrl: request.base_url,
    model: request.model,
    voice: request.voice,
    language: request.language,
    audioFormat: request.audio_format,
    timeoutMs: request.timeout_ms,
    maxConcurrency: request.max_concurrency,
    position: request.position,
    isEnabled: request.is_enabled,
  });
}

/** @param problem Why it cannot be asked. */
export function speechRowJson(
  row: SpeechProviderEntity,
  problem: string | undefined,
): SpeechProviderJson {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    base_url: row.baseUrl,
    has_api_key: row.apiKey !== null,
    model: row.model,
    voice: row.voice,
    language: row.language,
    audio_format: row.audioFormat,
    timeout_ms: row.timeoutMs,
    max_concurrency: row.maxConcurrency,
    models: row.models,
    models_fetched_at: row.modelsFetchedAt?.toISOString() ?? null,
    voices: row.voices,
    voices_fetched_at: row.voicesFetchedAt?.toISOString() ?? null,
    position: row.position,
    is_enabled: row.isEnabled,
    read_only: false,
    problem: problem ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** An engine that the environment configures, of either service. */
export type EnvironmentSpeechProvider = {
  readonly id: string;
  readonly baseUrl?: string;
  readonly hasApiKey: boolean;
  readonly model?: string;
  readonly voice?: string;
  readonly language?: string;
  readonly audioFormat?: string;
  readonly timeoutMs: number;
  readonly maxConcurrency?: number;
};

export function speechEnvironmentJson(
  provider: EnvironmentSpeechProvider,
  models: Listed<string>,
  voices: Listed<StoredVoice>,
): SpeechProviderJson {
  return {
    id: provider.id,
    name: provider.id,
    kind: provider.id,
    base_url: provider.baseUrl ?? null,
    has_api_key: provider.hasApiKey,
    model: provider.model ?? null,
    voice: provider.voice ?? null,
    language: provider.language ?? null,
    audio_format: provider.audioFormat ?? null,
    timeout_ms: provider.timeoutMs,
    max_concurrency: provider.maxConcurrency ?? null,
    models: [...models.listed],
    models_fetched_at: models.fetchedAt?.toISOString() ?? null,
    voices: [...voices.listed],
    voices_fetched_at: voices.fetchedAt?.toISOString() ?? null,
    position: null,
    is_enabled: true,
    read_only: true,
    problem: null,
    created_at: null,
    updated_at: null,
  };
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
