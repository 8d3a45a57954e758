import type { VoiceSettings } from '@vox/voice-core';

import type { Announcer } from '../../voice';
import type { OutputSeat } from './shared-output';

/** Spoken in a minute or more; who asks for more than that is not waited for. */
const WAITING_LIMIT = 10;

/** What the agent says to everybody in a channel, in its own voice, when its turn comes. Owns its seat. */
export class Announcements {
  readonly #closing = new AbortController();
  readonly #speaking = new Set<Promise<void>>();

  constructor(
    private readonly announcer: Announcer,
    private readonly voice: VoiceSettings,
    private readonly seat: OutputSeat,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Queues `text`. @returns false when too many wait already. */
  say(text: string): boolean {
    if (this.#closing.signal.aborted || this.#speaking.size >= WAITING_LIMIT) return false;
    const speaking = this.announcer
      .announce(text, this.voice, this.seat, this.#closing.signal)
      .catch((error: unknown) => this.onFailure(error))
      .finally(() => this.#speaking.delete(speaking));
    this.#speaking.add(speaking);
    return true;
  }

  /** Silences what is being said and drops the rest. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.seat.leave();
    await Promise.all(this.#speaking);
  }
}
