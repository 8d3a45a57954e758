import { attentiveSleep, type Clock } from '@vox/voice-core';

import { VoiceUnavailableError } from '../voice-channels';

/** Voice connections are there in one or two seconds, or not at all. */
const READY_WITHIN_MS = 15_000;

/** Whether the bot is connected where it is wanted, for those who wait for that. */
export class JoinReadiness {
  #ready = Promise.withResolvers<void>();

  constructor(private readonly clock: Clock) {
    this.renew();
  }

  /** It is on its way to another channel. */
  renew(): void {
    this.#ready = Promise.withResolvers<void>();
    // Nobody may be waiting.
    this.#ready.promise.catch(() => undefined);
  }

  reach(): void {
    this.#ready.resolve();
  }

  /** It will not get there. */
  fail(): void {
    this.#ready.reject(new VoiceUnavailableError('The bot left the channel.'));
  }

  /**
   * Resolves when it is connected and then, as long as that is in time, when `then` is done.
   * @throws VoiceUnavailableError when it was not connected in time, or will not be.
   */
  async wait(then: () => Promise<void> | undefined): Promise<void> {
    const waiting = new AbortController();
    const late = attentiveSleep(this.clock, READY_WITHIN_MS, waiting.signal);
    try {
      const tooLate = late.then(() => {
        if (waiting.signal.aborted) return;
        throw new VoiceUnavailableError('Discord gave no voice connection in time.');
      });
      await Promise.race([this.#ready.promise, tooLate]);
      tooLate.catch(() => undefined);
      await Promise.race([then(), late]);
    } finally {
      waiting.abort();
    }
  }
}
