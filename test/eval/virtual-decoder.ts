import type { VirtualClock } from '@vox/testing';

import type { Decode } from '../../src/stt/adapters/embedded/decode-scheduler';
import { SAMPLE_RATE_HZ } from './audio-tools';
import type { DecodeMemory } from './decode-memory';

/** What a decode costs on virtual time: what it costs on one core that has nothing else to do. */
export const DECODE_MS = 20;
export const DECODE_MS_PER_SECOND = 20;

/**
 * A real decoder on virtual time. Whoever moves the clock waits for `settle` first, so a result never depends
 * on how fast this machine is; the session gets it as late as an idle machine would give it.
 */
export class VirtualDecoder {
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    private readonly memory: Pick<DecodeMemory, 'text'>,
    private readonly clock: VirtualClock,
  ) {}

  readonly decode: Decode = async (samples) => {
    const askedAtMs = this.clock.nowMs();
    const decoding = this.memory.text(samples);
    this.#running.add(decoding);
    const text = await decoding.finally(() => this.#running.delete(decoding));
    const costMs = DECODE_MS + (DECODE_MS_PER_SECOND * samples.length) / SAMPLE_RATE_HZ;
    await this.clock.sleepUntil(askedAtMs + costMs);
    return text;
  };

  /** Resolves when nothing is being decoded and nothing more follows without a move of the clock. */
  async settle(): Promise<void> {
    do {
      await Promise.allSettled(this.#running);
      // All microtasks, however long their chains, run before an immediate.
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#running.size > 0);
  }
}
