import type { ServerAccess } from '@vox/outbound';
import {
  type Clock,
  type ProviderHealth,
  type VoiceControl,
  voiceControls,
  type VoiceSettings,
} from '@vox/voice-core';

import type { SpeechVoice } from '../../voices/speech-voice';
import { serverRoot } from '../common/endpoint';
import { HttpSpeechSynthesizer, type SpeechRequest } from '../common/http-speech-synthesizer';
import { healthSchema, voicesSchema } from './chatterbox.schema';

export type ChatterboxOptions = {
  /** With or without `/v1`. */
  readonly url: string;
  readonly voice: string;
  readonly streamFormat: 'audio' | 'sse';
  readonly strategy: 'sentence' | 'paragraph' | 'fixed' | 'word';
  readonly chunkCharacters: number;
  readonly quality: 'fast' | 'balanced' | 'high';
};

/**
 * travisvn/chatterbox-tts-api (port 4123): audio as the model makes it, 24 kHz.
 *
 * It knows no rate and no pitch, which are made here; the language is that of the voice in its library. A voice it does not have is spoken
 * by its default one.
 * @see https://github.com/travisvn/chatterbox-tts-api
 */
export class ChatterboxSpeechSynthesizer extends HttpSpeechSynthesizer {
  readonly #options: ChatterboxOptions;

  constructor(options: ChatterboxOptions, clock: Clock, access?: ServerAccess) {
    const own = { name: 'chatterbox', label: 'Chatterbox' };
    super(own, serverRoot(options.url), clock, access);
    this.#options = options;
  }

  override get controls(): readonly VoiceControl[] {
    return voiceControls;
  }

  /** The status code is 200 also while the model loads, and when it failed to: the body tells. */
  protected override async check(signal: AbortSignal): Promise<ProviderHealth> {
    const health = await this.server.getJson('/health', healthSchema, signal);
    const isReady = health.model_loaded ?? health.status === 'healthy';
    return isReady && health.status === 'healthy'
      ? { isHealthy: true }
      : { isHealthy: false, detail: `model not loaded (${health.status})` };
  }

  protected override async listVoices(signal: AbortSignal): Promise<readonly SpeechVoice[]> {
    const { voices } = await this.server.getJson('/voices', voicesSchema, signal);
    return voices.map(({ name, language }) => ({
      id: name,
      name,
      ...(typeof language === 'string' ? { language } : {}),
    }));
  }

  protected override defaultVoice(): Promise<string> {
    return Promise.resolve(this.#options.voice);
  }

  protected override effectiveRate(): number {
    return 1;
  }

  protected override request(text: string, voice: string, settings: VoiceSettings): SpeechRequest {
    const { streamFormat, strategy, chunkCharacters, quality } = this.#options;
    const form = new URLSearchParams({
      input: text,
      voice,
      response_format: 'wav',
      streaming_strategy: strategy,
      streaming_chunk_size: String(chunkCharacters),
      streaming_quality: quality,
    });
    for (const [field, value] of [
      ['exaggeration', settings.exaggeration],
      ['cfg_weight', settings.cfgWeight],
      ['temperature', settings.temperature],
    ] as const) {
      if (value !== undefined) form.set(field, String(value));
    }
    if (streamFormat === 'audio') return { path: '/audio/speech/stream/upload', body: form };
    form.set('stream_format', 'sse');
    return { path: '/audio/speech/upload', body: form };
  }
}
