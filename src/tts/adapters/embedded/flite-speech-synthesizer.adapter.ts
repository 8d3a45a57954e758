import type { OnApplicationShutdown } from '@nestjs/common';
import { Framer, readWav } from '@vox/audio';
import {
  type AudioFrame,
  childController,
  ProviderError,
  type ProviderHealth,
  type ProviderInfo,
  SpeechSynthesizer,
  type SynthesizeOptions,
  untilAborted,
} from '@vox/voice-core';

import type { SpeechVoice, VoiceCatalogue } from '../../voices/speech-voice';
import { FliteEngine } from './flite-engine';
import { fliteTexts } from './flite-text';
import { DEFAULT_FLITE_VOICE, FLITE_VOICES, type FliteVoice } from './flite-voices';
import { clearSpeech } from './clear-speech';
import { trimSilence } from './trim-silence';

const SAMPLE_RATE_HZ = 16_000;

/** Flite begins with 230 ms of nothing, which would delay every answer; a trace is left for soft onsets. */
const LEAD_MS = 40;
/** The pause between sentences; at slow rates flite's own is half a second. */
const TAIL_MS = 200;

/** Flite (English) in a worker thread of this process: robotic, clear, 50 ms a sentence. Voices: rms, slt, awb, kal16. */
export class FliteSpeechSynthesizer
  extends SpeechSynthesizer
  implements OnApplicationShutdown, VoiceCatalogue
{
  override readonly info: ProviderInfo = {
    name: 'flite',
    label: 'flite (embedded)',
    isEmbedded: true,
  };
  readonly #engine = new FliteEngine();
  readonly #defaults: { readonly rate: number; readonly pitch: number };
  #health: ProviderHealth = { isHealthy: true };

  /** `defaults` hold for requests that name no rate or pitch. The worker starts with the first request. */
  constructor(defaults: { readonly rate: number; readonly pitch: number }) {
    super();
    this.#defaults = defaults;
  }

  /** Starts the worker and speaks a word, so that the first sentence is as fast as the next. */
  async warmUp(): Promise<void> {
    const { signal } = new AbortController();
    await this.#render({ ...this.#defaults, voice: DEFAULT_FLITE_VOICE, text: 'Hello.' }, signal);
  }

  override async *synthesize(
    text: string,
    options: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    // Drops the waiting request also when the reader walks away without an abort.
    const { controller, release } = childController(options.signal);
    try {
      yield* untilAborted(this.#speak(text, options, controller.signal), controller.signal);
    } finally {
      controller.abort('superseded');
      release();
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve(this.#health);
  }

  voices(): Promise<readonly SpeechVoice[]> {
    const voices = [...FLITE_VOICES].map(([id, { name }]) => ({ id, name, language: 'en' }));
    return Promise.resolve(voices);
  }

  /** Ends the worker. Running requests end without further frames. */
  close(): Promise<void> {
    return this.#engine.close();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async *#speak(
    text: string,
    { voice, rate, pitch, onSent }: SynthesizeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<AudioFrame, void, void> {
    onSent?.();
    const settings = {
      voice: voice !== undefined && FLITE_VOICES.has(voice) ? voice : DEFAULT_FLITE_VOICE,
      rate: clamp(rate ?? this.#defaults.rate),
      pitch: clamp(pitch ?? this.#defaults.pitch),
    };
    const framer = new Framer(SAMPLE_RATE_HZ);
    for (const part of fliteTexts(text)) {
      const pcm = await this.#render({ ...settings, text: part }, signal);
      if (pcm === undefined) return;
      yield* framer.push(pcm);
    }
    const last = framer.flush();
    if (last !== undefined) yield last;
  }

  async #render(
    request: { text: string; voice: string; rate: number; pitch: number },
    signal: AbortSignal,
  ): Promise<Int16Array | undefined> {
    try {
      const voice = FLITE_VOICES.get(request.voice) as FliteVoice;
      const rate = request.rate * voice.rate;
      const wav = await this.#engine.speak({ ...request, rate }, signal);
      if (wav === undefined) return undefined;
      this.#health = { isHealthy: true };
      const pcm = clearSpeech(readWav(wav).pcm, SAMPLE_RATE_HZ, voice);
      return trimSilence(pcm, SAMPLE_RATE_HZ, { leadMs: LEAD_MS, tailMs: TAIL_MS });
    } catch (error) {
      this.#health = { isHealthy: false, detail: 'The last sentence failed.' };
      if (error instanceof ProviderError) throw error;
      throw new ProviderError('Flite gave no usable audio', {
        kind: 'tts',
        provider: 'flite',
        category: 'protocol',
        cause: error,
      });
    }
  }
}

function clamp(ratio: number): number {
  return Math.min(2, Math.max(0.5, ratio));
}
