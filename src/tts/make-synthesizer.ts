import type { ServerAccess } from '@vox/outbound';
import { type Clock, ConfigError } from '@vox/voice-core';

import type { AppConfig } from '../config';
import {
  type ChatterboxOptions,
  ChatterboxSpeechSynthesizer,
} from './adapters/chatterbox/chatterbox-speech-synthesizer.adapter';
import type { HttpSpeechSynthesizer } from './adapters/common/http-speech-synthesizer';
import { DevnenSpeechSynthesizer } from './adapters/devnen/devnen-speech-synthesizer.adapter';
import {
  type OpenAiSpeechOptions,
  OpenAiSpeechSynthesizer,
} from './adapters/openai/openai-speech-synthesizer.adapter';
import type { TtsProviderRow, TtsRowKind } from './tts-provider-row';

type TtsConfig = AppConfig['tts'];

/** Where a server is and how it is asked. */
export type TtsServerSettings = {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly model?: string;
  /** Absent: as the settings of the server have it at the moment. */
  readonly voice?: string | undefined;
  readonly audioFormat?: string;
  readonly maxConcurrency: number;
};

/** What the environment says of a server of that kind. */
export function environmentSettings(kind: TtsRowKind, tts: TtsConfig): TtsServerSettings {
  switch (kind) {
    case 'chatterbox':
      return {
        url: tts.CHATTERBOX_URL,
        audioFormat: tts.CHATTERBOX_STREAM_FORMAT,
        maxConcurrency: tts.CHATTERBOX_MAX_CONCURRENCY,
      };
    case 'devnen':
      return {
        url: tts.DEVNEN_URL ?? tts.CHATTERBOX_URL,
        maxConcurrency: tts.CHATTERBOX_MAX_CONCURRENCY,
      };
    case 'openai':
      return {
        url: tts.TTS_OPENAI_BASE_URL,
        apiKey: tts.TTS_OPENAI_API_KEY,
        model: tts.TTS_OPENAI_MODEL,
        audioFormat: tts.TTS_OPENAI_FORMAT,
        maxConcurrency: tts.TTS_OPENAI_MAX_CONCURRENCY,
      };
  }
}

/** The voice of requests that name none, as it is set at the moment. */
export function environmentVoice(kind: TtsRowKind, tts: TtsConfig): string {
  return kind === 'openai' ? tts.TTS_OPENAI_VOICE : tts.CHATTERBOX_VOICE_ID;
}

/** What holds for a row: its own words, and the environment's for its kind where it has none. */
export function rowSettings(row: TtsProviderRow, tts: TtsConfig): TtsServerSettings {
  const { kind, baseUrl: url, apiKey, model, voice, audioFormat, maxConcurrency } = row;
  const own = { model, voice, audioFormat, maxConcurrency };
  const named = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...environmentSettings(kind, tts), ...Object.fromEntries(named), url, apiKey };
}

/**
 * The adapter of a server.
 * @throws ConfigError when nothing says where it is.
 */
export function serverSynthesizer(
  kind: TtsRowKind,
  settings: TtsServerSettings,
  tts: TtsConfig,
  clock: Clock,
  access?: ServerAccess,
): HttpSpeechSynthesizer {
  const { url, apiKey, model = '', audioFormat } = settings;
  const spoken = {
    // Voices are read for each request: they may be set anew.
    get voice() {
      return settings.voice ?? environmentVoice(kind, tts);
    },
  };
  switch (kind) {
    case 'chatterbox': {
      const options = Object.assign(spoken, {
        url: required(url, 'CHATTERBOX_URL'),
        streamFormat: audioFormat as ChatterboxOptions['streamFormat'],
        strategy: tts.TTS_STREAMING_STRATEGY,
        chunkCharacters: tts.TTS_STREAMING_CHUNK_SIZE,
        quality: tts.TTS_STREAMING_QUALITY,
      });
      return new ChatterboxSpeechSynthesizer(options, clock, access);
    }
    case 'devnen': {
      const options = Object.assign(spoken, { url: required(url, 'DEVNEN_URL') });
      return new DevnenSpeechSynthesizer(options, clock, access);
    }
    case 'openai': {
      const options = Object.assign(spoken, {
        baseUrl: required(url, 'TTS_OPENAI_BASE_URL'),
        ...(apiKey === undefined ? {} : { apiKey }),
        model,
        format: audioFormat as OpenAiSpeechOptions['format'],
      });
      return new OpenAiSpeechSynthesizer(options, clock, access);
    }
  }
}

function required(url: string | undefined, variable: string): string {
  if (url === undefined) throw new ConfigError([`${variable} is missing`]);
  return url;
}
