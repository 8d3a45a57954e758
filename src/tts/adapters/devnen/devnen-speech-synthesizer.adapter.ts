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
import { doesNotTell } from '../common/speech-failure';
import { modelInfoSchema, predefinedVoicesSchema } from './devnen.schema';

export type DevnenOptions = {
  readonly url: string;
  /** A file of the server; `default` is the first it lists. */
  readonly voice: string;
};

/** Means no file of the server: the name comes from the other Chatterbox server. */
const ANY_VOICE = 'default';
/** A voice of one's own that was uploaded as a reference recording: `clone:ada.wav`. */
const CLONE_PREFIX = 'clone:';

/**
 * devnen/Chatterbox-TTS-Server (port 8004), `/tts`: the whole sentence is made, then sent. Has a rate, no pitch, which is made here.
 *
 * @see https://github.com/devnen/Chatterbox-TTS-Server
 */
export class DevnenSpeechSynthesizer extends HttpSpeechSynthesizer {
  readonly #options: DevnenOptions;
  #firstVoice: string | undefined;

  constructor(options: DevnenOptions, clock: Clock, access?: ServerAccess) {
    const own = { name: 'devnen', label: 'Chatterbox TTS Server' };
    super(own, serverRoot(options.url), clock, access);
    this.#options = options;
  }

  override get controls(): readonly VoiceControl[] {
    return voiceControls;
  }

  /** Servers of before December 2025 have no such page. */
  protected override async check(signal: AbortSignal): Promise<ProviderHealth> {
    try {
      const { loaded } = await this.server.getJson('/api/model-info', modelInfoSchema, signal);
      return loaded ? { isHealthy: true } : { isHealthy: false, detail: 'model not loaded' };
    } catch (error) {
      if (!doesNotTell(error)) throw error;
      return { isHealthy: true };
    }
  }

  protected override async listVoices(signal: AbortSignal): Promise<readonly SpeechVoice[]> {
    const path = '/get_predefined_voices';
    const voices = await this.server.getJson(path, predefinedVoicesSchema, signal);
    return voices.map(({ filename, display_name: name }) => ({ id: filename, name }));
  }

  /** Asks the server once which voices it has, unless one is configured. */
  protected override async defaultVoice(signal: AbortSignal): Promise<string> {
    const { voice } = this.#options;
    if (voice !== ANY_VOICE) return voice;
    this.#firstVoice ??= (await this.listVoices(signal))[0]?.id;
    if (this.#firstVoice !== undefined) return this.#firstVoice;
    throw this.server.failure('has no voices', 'invalid-request');
  }

  protected override effectiveRate({ rate = 1 }: VoiceSettings): number {
    return rate;
  }

  protected override request(text: string, voice: string, settings: VoiceSettings): SpeechRequest {
    const { rate, exaggeration, cfgWeight, temperature, language } = settings;
    return {
      path: '/tts',
      body: {
        text,
        ...voiceFields(voice),
        output_format: 'wav',
        // A sentence at a time comes in anyway.
        split_text: false,
        speed_factor: rate,
        exaggeration,
        // Its limits are narrower than those of the model.
        cfg_weight: cfgWeight === undefined ? undefined : Math.max(0.2, cfgWeight),
        temperature: temperature === undefined ? undefined : Math.min(1.5, temperature),
        language: language?.split('-')[0],
      },
    };
  }
}

function voiceFields(voice: string): Record<string, string> {
  if (voice.startsWith(CLONE_PREFIX)) {
    return {
      voice_mode: 'clone',
      reference_audio_filename: voice.slice(CLONE_PREFIX.length),
    };
  }
  const filename = /\.\w{3,4}$/u.test(voice) ? voice : `${voice}.wav`;
  return { voice_mode: 'predefined', predefined_voice_id: filename };
}
