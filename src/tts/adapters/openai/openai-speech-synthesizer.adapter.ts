import type { ServerAccess } from '@vox/outbound';
import {
  type Clock,
  ProviderError,
  type ProviderHealth,
  type VoiceSettings,
} from '@vox/voice-core';

import type { SpeechVoice } from '../../voices/speech-voice';
import { openAiBase } from '../common/endpoint';
import { HttpSpeechSynthesizer, type SpeechRequest } from '../common/http-speech-synthesizer';
import { doesNotTell } from '../common/speech-failure';
import { modelsSchema, voicesSchema } from './openai-speech.schema';

export type OpenAiSpeechOptions = {
  /** As clients of OpenAI take it: with the `/v1`; a bare host gets one. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
  readonly voice: string;
  readonly format: 'pcm' | 'wav';
};

/** Servers without a list of voices answer so. */
const MISSING: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

/**
 * Any server with OpenAI's `/v1/audio/speech`: Kokoro-FastAPI, speaches, OpenAI itself. Has a rate, no pitch, which is made
 * here.
 *
 * @see https://platform.openai.com/docs/api-reference/audio/createSpeech
 */
export class OpenAiSpeechSynthesizer extends HttpSpeechSynthesizer {
  readonly #options: OpenAiSpeechOptions;

  constructor(options: OpenAiSpeechOptions, clock: Clock, access?: ServerAccess) {
    const own = { name: 'openai', label: 'OpenAI-compatible speech' };
    super(own, openAiBase(options.baseUrl, options.apiKey), clock, access);
    this.#options = options;
  }

  /** Asks for the list of models, which costs nothing; some have none, and keys of OpenAI may speak without seeing it. */
  protected override async check(signal: AbortSignal): Promise<ProviderHealth> {
    try {
      const response = await this.server.fetch('/models', {}, signal);
      await response.body?.cancel();
    } catch (error) {
      if (!doesNotTell(error)) throw error;
    }
    return { isHealthy: true };
  }

  /** OpenAI has no such list: there, the configured voice is all that is known. */
  protected override async listVoices(signal: AbortSignal): Promise<readonly SpeechVoice[]> {
    try {
      return (await this.server.getJson('/audio/voices', voicesSchema, signal)).voices;
    } catch (error) {
      if (!(error instanceof ProviderError && MISSING.has(error.statusCode))) throw error;
      const { voice } = this.#options;
      return [{ id: voice, name: voice }];
    }
  }

  /** @throws ProviderError when the server gives no list. */
  async models(signal: AbortSignal): Promise<string[]> {
    const { data } = await this.server.getJson('/models', modelsSchema, signal);
    return data.flatMap((model) => model?.id ?? []);
  }

  protected override defaultVoice(): Promise<string> {
    return Promise.resolve(this.#options.voice);
  }

  protected override get asksForRaw(): boolean {
    return this.#options.format === 'pcm';
  }

  protected override effectiveRate({ rate = 1 }: VoiceSettings): number {
    return rate;
  }

  protected override request(text: string, voice: string, settings: VoiceSettings): SpeechRequest {
    const { model, format } = this.#options;
    const { rate = 1 } = settings;
    return {
      path: '/audio/speech',
      body: {
        model,
        voice,
        input: text,
        response_format: format,
        // Some models refuse the field as such.
        ...(rate === 1 ? {} : { speed: rate }),
      },
    };
  }
}
