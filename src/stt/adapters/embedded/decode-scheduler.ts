import { ProviderError } from '@vox/voice-core';

/** `final`: somebody waits for it, runs in order of arrival. `partial`: worth doing only while nothing else is. */
export type DecodePriority = 'final' | 'partial';

/** Turns samples of -1…1 at 16 kHz into text. */
export type Decode = (samples: Float32Array, priority: DecodePriority) => Promise<string>;

/** Beyond this the wait would be longer than anybody stays on the line. */
const MAX_WAITING = 64;

/**
 * Shares the decoder among all sessions: at most `slots` decodes at once, finals before partials.
 *
 * A decode cannot be stopped once it runs; one that nobody wants any more is dropped before it starts.
 */
export class DecodeScheduler {
  readonly #decode: Decode;
  readonly #slots: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(decode: Decode, slots: number) {
    this.#decode = decode;
    this.#slots = slots;
  }

  /**
   * The text, or nothing when the decode was not wanted any more or, for a partial, had no free slot.
   * @throws ProviderError when the decoder fails or too many finals wait.
   */
  async run(
    samples: Float32Array,
    priority: DecodePriority,
    isWanted: () => boolean,
  ): Promise<string | undefined> {
    if (priority === 'partial' && !this.#hasSlotToSpare()) return undefined;
    if (this.#running >= this.#slots) {
      if (this.#waiting.length >= MAX_WAITING) {
        throw new ProviderError('Too many utterances wait for recognition', {
          kind: 'stt',
          provider: 'moonshine',
          category: 'rate-limit',
        });
      }
      // Whoever ends hands its slot over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    try {
      return isWanted() ? await this.#decode(samples, priority) : undefined;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  /** A partial leaves one slot for a final that may come meanwhile, unless nothing runs at all. */
  #hasSlotToSpare(): boolean {
    return this.#running === 0 || this.#running < this.#slots - 1;
  }
}
