import { choice, choices, decimal, env, integer, text, url } from '@vox/environment';
import { z } from 'zod';

export const ttsProviders = ['embedded', 'chatterbox', 'devnen', 'openai'] as const;
export type TtsProviderName = (typeof ttsProviders)[number];

/** In which each engine that has a choice sends audio. */
export const ttsAudioFormats = {
  chatterbox: ['audio', 'sse'],
  openai: ['pcm', 'wav'],
} as const satisfies Partial<Record<TtsProviderName, readonly string[]>>;

/** Sentences that a server may be given at once, at most. */
export const ttsMostConcurrent = { chatterbox: 64, devnen: 64, openai: 256 } as const;

/** What the time of the first audio may be limited to, in seconds. */
export const ttsTimeoutS = { min: 0.1, max: 600 } as const;

export const ttsSchema = z
  .object({
    TTS_PROVIDER: env(choice(ttsProviders).optional()).describe(
      'Speech synthesis that is asked first; when absent chatterbox where CHATTERBOX_URL is set, else openai where TTS_OPENAI_BASE_URL is set, else embedded.',
    ),
    TTS_FALLBACKS: env(choices(ttsProviders).default(['embedded'])).describe(
      'Asked in this order when TTS_PROVIDER fails, comma-separated; `none` leaves the answer as text.',
    ),
    TTS_RATE: env(decimal(0.5, 2).default(1)).describe('Speaking rate for agents that set none.'),
    TTS_PITCH: env(decimal(0.5, 2).default(1)).describe('Pitch for agents that set none.'),
    TTS_TIMEOUT_S: env(decimal(ttsTimeoutS.min, ttsTimeoutS.max).default(30)).describe(
      'A sentence whose first audio takes longer goes to the next provider.',
    ),
    TTS_STALL_TIMEOUT_S: env(decimal(0.1, 600).default(10)).describe(
      'A sentence that stops coming for this long is given up.',
    ),
    TTS_HEALTH_INTERVAL_S: env(decimal(0.1, 3600).default(15)).describe(
      'How often speech servers are asked in the background whether they are well.',
    ),
    CHATTERBOX_URL: env(url('http:', 'https:').optional()).describe(
      'Chatterbox server (chatterbox-tts-api on port 4123), with or without /v1.',
    ),
    CHATTERBOX_VOICE_ID: env(text().default('default')).describe(
      'Voice for agents that set none, on Chatterbox servers.',
    ),
    CHATTERBOX_STREAM_FORMAT: env(choice(ttsAudioFormats.chatterbox).default('audio')).describe(
      'How chatterbox-tts-api streams: a WAV body, or server-sent events.',
    ),
    CHATTERBOX_MAX_CONCURRENCY: env(integer(1, ttsMostConcurrent.chatterbox).default(2)).describe(
      'Sentences at once per Chatterbox server, over all sessions: its one model takes no queue.',
    ),
    TTS_STREAMING_STRATEGY: env(
      choice(['sentence', 'paragraph', 'fixed', 'word']).default('word'),
    ).describe('Where chatterbox-tts-api cuts text; `word` gives the first audio soonest.'),
    TTS_STREAMING_CHUNK_SIZE: env(integer(50, 500).default(100)).describe(
      'Characters per piece on chatterbox-tts-api.',
    ),
    TTS_STREAMING_QUALITY: env(choice(['fast', 'balanced', 'high']).default('fast')).describe(
      'Preset of chatterbox-tts-api.',
    ),
    DEVNEN_URL: env(url('http:', 'https:').optional()).describe(
      'Chatterbox-TTS-Server by devnen (port 8004); CHATTERBOX_URL when absent.',
    ),
    TTS_OPENAI_BASE_URL: env(url('http:', 'https:').optional()).describe(
      'OpenAI-compatible speech (Kokoro-FastAPI, speaches, https://api.openai.com/v1).',
    ),
    TTS_OPENAI_API_KEY: env(text().optional()).describe('Its key, when it asks for one.'),
    TTS_OPENAI_MODEL: env(text().default('tts-1')).describe('Its model.'),
    TTS_OPENAI_VOICE: env(text().default('alloy')).describe('Voice for agents that set none.'),
    TTS_OPENAI_FORMAT: env(choice(ttsAudioFormats.openai).default('pcm')).describe(
      'pcm is 24 kHz unless the reply names another rate; wav where its voices have other rates.',
    ),
    TTS_OPENAI_MAX_CONCURRENCY: env(integer(1, ttsMostConcurrent.openai).default(4)).describe(
      'Sentences at once, over all sessions.',
    ),
  })
  .superRefine((tts, context) => {
    const missing = {
      embedded: undefined,
      chatterbox: tts.CHATTERBOX_URL === undefined ? 'CHATTERBOX_URL' : undefined,
      devnen: (tts.DEVNEN_URL ?? tts.CHATTERBOX_URL) === undefined ? 'DEVNEN_URL' : undefined,
      openai: tts.TTS_OPENAI_BASE_URL === undefined ? 'TTS_OPENAI_BASE_URL' : undefined,
    };
    for (const [field, providers] of [
      ['TTS_PROVIDER', tts.TTS_PROVIDER === undefined ? [] : [tts.TTS_PROVIDER]],
      ['TTS_FALLBACKS', tts.TTS_FALLBACKS],
    ] as const) {
      for (const provider of providers) {
        const variable = missing[provider];
        if (variable === undefined) continue;
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `${provider} needs ${variable}`,
        });
      }
    }
  });
