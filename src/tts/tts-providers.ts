import { CircuitBreaker, type Provider } from '@vox/outbound';
import { type Clock, ConfigError, type SpeechSynthesizer } from '@vox/voice-core';

import type { AppConfig } from '../config';
import { ChatterboxSpeechSynthesizer } from './adapters/chatterbox/chatterbox-speech-synthesizer.adapter';
import { DevnenSpeechSynthesizer } from './adapters/devnen/devnen-speech-synthesizer.adapter';
import { FliteSpeechSynthesizer } from './adapters/embedded/flite-speech-synthesizer.adapter';
import { OpenAiSpeechSynthesizer } from './adapters/openai/openai-speech-synthesizer.adapter';
import type { HttpSpeechSynthesizer } from './adapters/common/http-speech-synthesizer';
import { ConcurrencyGate } from './concurrency-gate';
import type { VoiceCatalogue } from './voices/speech-voice';

type TtsConfig = AppConfig['tts'];
type TtsProviderName = TtsConfig['TTS_FALLBACKS'][number];

/** One voice as the service sees it. */
export type TtsProvider = Provider<SpeechSynthesizer> & {
  /** How many sentences it may have at once; none for engines that queue by themselves. */
  readonly gate?: ConcurrencyGate;
  readonly catalogue?: VoiceCatalogue;
  /** Ends what the engine holds; may be called twice. */
  readonly close?: () => Promise<void>;
};

/** Which providers are asked, first to last: TTS_PROVIDER or the one that is configured, then TTS_FALLBACKS. */
export function ttsProviderOrder(tts: TtsConfig): readonly TtsProviderName[] {
  const configured =
    tts.CHATTERBOX_URL !== undefined
      ? 'chatterbox'
      : tts.TTS_OPENAI_BASE_URL !== undefined
        ? 'openai'
        : 'embedded';
  return [...new Set([tts.TTS_PROVIDER ?? configured, ...tts.TTS_FALLBACKS])];
}

/**
 * Every provider that `tts` names, once for the whole process, each with its own circuit breaker.
 *
 * The embedded engine is warm when this resolves. The caller closes them.
 */
export function ttsProviders(tts: TtsConfig, clock: Clock): Promise<TtsProvider[]> {
  return Promise.all(ttsProviderOrder(tts).map((name) => create(name, tts, clock)));
}

async function create(name: TtsProviderName, tts: TtsConfig, clock: Clock): Promise<TtsProvider> {
  switch (name) {
    case 'embedded': {
      const flite = new FliteSpeechSynthesizer({ rate: tts.TTS_RATE, pitch: tts.TTS_PITCH });
      await flite.warmUp();
      return {
        kind: 'tts',
        adapter: flite,
        catalogue: flite,
        breaker: new CircuitBreaker(clock),
        close: () => flite.close(),
      };
    }
    case 'chatterbox': {
      const options = {
        url: required(tts.CHATTERBOX_URL, 'CHATTERBOX_URL'),
        // Voices are read for each request: they may be set anew.
        get voice() {
          return tts.CHATTERBOX_VOICE_ID;
        },
        streamFormat: tts.CHATTERBOX_STREAM_FORMAT,
        strategy: tts.TTS_STREAMING_STRATEGY,
        chunkCharacters: tts.TTS_STREAMING_CHUNK_SIZE,
        quality: tts.TTS_STREAMING_QUALITY,
      };
      const chatterbox = new ChatterboxSpeechSynthesizer(options, clock);
      return served(chatterbox, tts.CHATTERBOX_MAX_CONCURRENCY, clock);
    }
    case 'devnen': {
      const url = required(tts.DEVNEN_URL ?? tts.CHATTERBOX_URL, 'DEVNEN_URL');
      const options = {
        url,
        get voice() {
          return tts.CHATTERBOX_VOICE_ID;
        },
      };
      const devnen = new DevnenSpeechSynthesizer(options, clock);
      return served(devnen, tts.CHATTERBOX_MAX_CONCURRENCY, clock);
    }
    case 'openai': {
      const apiKey = tts.TTS_OPENAI_API_KEY;
      const options = {
        baseUrl: required(tts.TTS_OPENAI_BASE_URL, 'TTS_OPENAI_BASE_URL'),
        ...(apiKey === undefined ? {} : { apiKey }),
        model: tts.TTS_OPENAI_MODEL,
        get voice() {
          return tts.TTS_OPENAI_VOICE;
        },
        format: tts.TTS_OPENAI_FORMAT,
      };
      const openAi = new OpenAiSpeechSynthesizer(options, clock);
      return served(openAi, tts.TTS_OPENAI_MAX_CONCURRENCY, clock);
    }
  }
}

function served(adapter: HttpSpeechSynthesizer, maxConcurrency: number, clock: Clock): TtsProvider {
  return {
    kind: 'tts',
    adapter,
    catalogue: adapter,
    breaker: new CircuitBreaker(clock),
    gate: new ConcurrencyGate(maxConcurrency),
  };
}

function required(url: string | undefined, variable: string): string {
  if (url === undefined) throw new ConfigError([`${variable} is missing`]);
  return url;
}
