import { choice, choices, decimal, env, flag, integer, text, url } from '@vox/environment';
import { z } from 'zod';

/** Engines by the names that STT_PROVIDER and STT_FALLBACK_ORDER use. */
export const sttProviders = ['embedded', 'whisperx', 'openai', 'whisperlive', 'deepgram'] as const;

export type SttProviderName = (typeof sttProviders)[number];

/** Models of the embedded recognizer; `auto` is the best of them for which this machine is fast enough. */
export const sttModels = ['auto', 'tiny', 'base'] as const;

/** In which each engine that has a choice is sent audio. */
export const sttAudioFormats = {
  whisperx: ['pcm', 'opus'],
  whisperlive: ['float32', 'int16'],
} as const satisfies Partial<Record<SttProviderName, readonly string[]>>;

/** What the time of a final may be limited to, in ms. */
export const sttFinalTimeoutMs = { min: 500, max: 120_000 } as const;

/** What each engine cannot be reached without. */
const NEEDS = {
  embedded: undefined,
  whisperx: 'WHISPER_SERVER_URL',
  openai: 'STT_OPENAI_BASE_URL',
  whisperlive: 'WHISPERLIVE_URL',
  deepgram: 'DEEPGRAM_URL',
} as const satisfies Record<SttProviderName, string | undefined>;

export const sttSchema = z
  .object({
    STT_PROVIDER: env(choice(sttProviders).optional()).describe(
      'Speech recognition: embedded, whisperx, openai, whisperlive or deepgram. Default: whisperx when WHISPER_SERVER_URL is set, else embedded.',
    ),
    STT_FALLBACK_ORDER: env(choices(sttProviders).optional()).describe(
      'Engines asked in turn when STT_PROVIDER fails, comma-separated; `none` for no other. Default: embedded.',
    ),
    STT_FINAL_TIMEOUT_MS: env(
      integer(sttFinalTimeoutMs.min, sttFinalTimeoutMs.max).default(10_000),
    ).describe('End of an utterance to its transcript; later the next engine is asked.'),
    STT_HEALTH_INTERVAL_SECONDS: env(integer(5, 3600).default(30)).describe(
      'How often the servers are asked for their health in the background.',
    ),
    WHISPER_SERVER_URL: env(url('ws:', 'wss:').optional()).describe(
      'WhisperX streaming server, such as ws://whisperx:4901.',
    ),
    WHISPER_HEALTH_URL: env(url('http:', 'https:').optional()).describe(
      'Its health page; the next port and /health when absent.',
    ),
    WHISPER_AUDIO_FORMAT: env(choice(sttAudioFormats.whisperx).default('pcm')).describe(
      'Audio for WhisperX: pcm (lossless, 1.5 Mbit/s a speaker) or opus (48 kbit/s).',
    ),
    WHISPERX_MODEL: env(text().default('small')).describe(
      'Model of the Whisper servers: WhisperX loads it itself, WhisperLive is asked for it.',
    ),
    WHISPERX_LANGUAGE: env(text().default('en')).describe(
      'Language of sessions that name none, for every server (BCP 47).',
    ),
    WHISPER_RECONNECT_MAX_RETRIES: env(integer(0, 20).default(5)).describe(
      'How often a lost WhisperX connection is mended within one utterance.',
    ),
    WHISPER_RECONNECT_BACKOFF: env(decimal(0.05, 60).default(2)).describe(
      'Seconds before the first reconnection; doubles each time.',
    ),
    WHISPER_TIMEOUT_S: env(integer(1, 600).default(30)).describe(
      'Seconds without any sign of life after which a recognition socket is lost.',
    ),
    STT_OPENAI_BASE_URL: env(url('http:', 'https:').optional()).describe(
      'OpenAI-compatible transcription (speaches, whisper.cpp, OpenAI), with or without /v1.',
    ),
    STT_OPENAI_API_KEY: env(text().optional()).describe('Its key, if it wants one.'),
    STT_OPENAI_MODEL: env(text().default('whisper-1')).describe('Its model.'),
    STT_OPENAI_STREAM: env(flag().default(true)).describe(
      'Ask for the transcript as server-sent events; servers that cannot stream ignore it.',
    ),
    STT_OPENAI_SPECULATE: env(flag().default(true)).describe(
      'Transcribe in the pause that may end an utterance: about 0.4 s faster, more requests.',
    ),
    WHISPERLIVE_URL: env(url('ws:', 'wss:').optional()).describe(
      'WhisperLive server, such as ws://whisperlive:9090.',
    ),
    WHISPERLIVE_AUDIO_FORMAT: env(choice(sttAudioFormats.whisperlive).default('float32')).describe(
      'Audio for WhisperLive; int16 needs a server that knows it.',
    ),
    DEEPGRAM_URL: env(url('ws:', 'wss:').optional()).describe(
      'Deepgram-compatible server: wss://api.deepgram.com or ws://whisperlivekit:8000.',
    ),
    DEEPGRAM_API_KEY: env(text().optional()).describe('Its key, if it wants one.'),
    DEEPGRAM_MODEL: env(text().default('nova-3')).describe('Its model.'),
    STT_MODEL: env(choice(sttModels).default('auto')).describe(
      'Model of the embedded recognizer: base hears better, tiny is faster and smaller; auto: base where a trial at the start shows that this machine is fast enough.',
    ),
    MODELS_DIR: env(text().optional()).describe(
      "Engine models; `npm start` fills the user's cache folder when absent.",
    ),
    XDG_CACHE_HOME: env(text().optional()).describe(
      "The user's cache folder, where the models lie unless MODELS_DIR is set.",
    ),
  })
  .superRefine((stt, context) => {
    for (const [path, names] of [
      ['STT_PROVIDER', stt.STT_PROVIDER === undefined ? [] : [stt.STT_PROVIDER]],
      ['STT_FALLBACK_ORDER', stt.STT_FALLBACK_ORDER ?? []],
    ] as const) {
      for (const name of names) {
        const variable = NEEDS[name];
        if (variable === undefined || stt[variable] !== undefined) continue;
        context.addIssue({ code: 'custom', path: [path], message: `${name} needs ${variable}` });
      }
    }
  });

export type SttConfig = Readonly<z.infer<typeof sttSchema>>;

/** Engines in the order in which they are asked; never empty, each once. */
export function sttProviderOrder(stt: SttConfig): readonly SttProviderName[] {
  const byDefault = stt.WHISPER_SERVER_URL === undefined ? 'embedded' : 'whisperx';
  const first = stt.STT_PROVIDER ?? byDefault;
  return [...new Set([first, ...(stt.STT_FALLBACK_ORDER ?? (['embedded'] as const))])];
}
