import {
  type AudioFrame,
  type Clock,
  FRAME_MS,
  frameSamples,
  type ProviderHealth,
  type ProviderInfo,
  type SampleRateHz,
  SpeechSynthesizer,
  type SynthesizeOptions,
  type VoiceControl,
} from '@vox/voice-core';

const FREQUENCY_HZ = 440;
const AMPLITUDE = 8_000;

export type SynthesizerCall = {
  readonly text: string;
  readonly options: Omit<SynthesizeOptions, 'signal'>;
  /** Frames that were read. */
  frames: number;
  outcome: 'running' | 'completed' | 'aborted' | 'failed' | 'abandoned';
};

export type ToneOptions = {
  /** Kebab-case; `tone` when absent. */
  readonly name?: string;
  /** True when absent. */
  readonly isEmbedded?: boolean;
  /** None when absent. */
  readonly controls?: readonly VoiceControl[];
  readonly sampleRateHz?: SampleRateHz;
  /** A multiple of 20. */
  readonly wordMs?: number;
  /** With `clock`: the wait before the first frame of a text. */
  readonly ttfbMs?: number;
  readonly clock?: Clock;
  /** Texts for which this gives an error fail with it. */
  readonly failure?: (text: string) => Error | undefined;
};

/** "Speaks" a 440 Hz tone, 60 ms for each word unless told otherwise. Records its calls. */
export class ToneSynthesizer extends SpeechSynthesizer {
  override readonly info: ProviderInfo;
  readonly calls: SynthesizerCall[] = [];
  isHealthy = true;
  readonly #options: ToneOptions;

  constructor(options: ToneOptions = {}) {
    super();
    this.#options = options;
    const { name = 'tone', isEmbedded = true } = options;
    this.info = { name, label: `${name} (test)`, isEmbedded };
  }

  override get controls(): readonly VoiceControl[] {
    return this.#options.controls ?? [];
  }

  override async *synthesize(
    text: string,
    { signal, ...options }: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    if (signal.aborted) return;
    const call: SynthesizerCall = { text, options, frames: 0, outcome: 'running' };
    this.calls.push(call);
    const { sampleRateHz = 16_000, wordMs = 60, ttfbMs = 0, clock, failure } = this.#options;
    const words = text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
    const frames = Math.round((words * wordMs) / FRAME_MS / (options.rate ?? 1));
    try {
      await clock?.sleepUntil(clock.nowMs() + ttfbMs, signal);
      const error = failure?.(text);
      if (error !== undefined) {
        call.outcome = 'failed';
        throw error;
      }
      for (let index = 0; index < frames; index++) {
        if (signal.aborted) return;
        call.frames++;
        yield tone(index, sampleRateHz);
      }
      if (!signal.aborted) call.outcome = 'completed';
    } finally {
      if (call.outcome === 'running') call.outcome = signal.aborted ? 'aborted' : 'abandoned';
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: this.isHealthy });
  }
}

function tone(frameIndex: number, sampleRateHz: SampleRateHz): AudioFrame {
  const samples = frameSamples(sampleRateHz);
  const pcm = Int16Array.from({ length: samples }, (_, index) =>
    Math.round(
      AMPLITUDE *
        Math.sin((2 * Math.PI * FREQUENCY_HZ * (frameIndex * samples + index)) / sampleRateHz),
    ),
  );
  return { pcm, sampleRateHz };
}
