import { Framer } from '@vox/audio';
import {
  type AudioFrame,
  type Clock,
  type ProviderHealth,
  SpeechSynthesizer,
  type SynthesizeOptions,
} from '@vox/voice-core';

import { SAMPLE_RATE_HZ } from './audio-tools';
import { speechOf } from './recorded';
import { sentences } from './turn-items';

/** Sentences too long to interrupt with are the agent's: nobody is interrupted by their own words. */
const FILES = sentences.filter(({ durationMs }) => durationMs > 3200).map(({ file }) => file);

/**
 * An agent with a human voice: each sentence it is given is the next recording, whatever the words. The loop compares
 * what it hears with what it plays, so a tone would not do.
 */
export class RecordedVoice extends SpeechSynthesizer {
  override readonly info = { name: 'recorded', label: 'recorded voice (test)', isEmbedded: true };
  /** When an answer was called off, in ms of the clock; once for each of its sentences. */
  readonly calledOffAtMs: number[] = [];
  #next = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ttfbMs: number,
  ) {
    super();
  }

  override async *synthesize(
    _text: string,
    { signal }: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const note = () => {
      // What was begun ahead of time and thrown away was never heard.
      if (signal.reason === 'barge-in') this.calledOffAtMs.push(this.clock.nowMs());
    };
    signal.addEventListener('abort', note, { once: true });
    const file = FILES[this.#next++ % FILES.length] as string;
    await this.clock.sleepUntil(this.clock.nowMs() + this.ttfbMs, signal);
    for (const frame of new Framer(SAMPLE_RATE_HZ).push(speechOf(file))) {
      if (signal.aborted) return;
      yield frame;
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true });
  }
}
