import type { AgentConfig } from '@vox/voice-core';

import type { Announcer } from '../../voice';
import type { OutputSeat } from './shared-output';

/** Spoken in a minute or more; who asks for more than that is not waited for. */
const WAITING_LIMIT = 10;

/** What the agent says to everybody in a channel, in its own voice, when its turn comes. Owns its seat. */
export class Announcements {
  readonly #closing = new AbortController();
  readonly #speaking = new Set<Promise<boolean>>();

  constructor(
    private readonly announcer: Announcer,
    private readonly agent: Pick<AgentConfig, 'id' | 'tts'>,
    private readonly seat: OutputSeat,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Queues `text`. @returns whether it was spoken, when that is known; undefined when too many wait already. */
  say(text: string): Promise<boolean> | undefined {
    if (this.#closing.signal.aborted || this.#speaking.size >= WAITING_LIMIT) return undefined;
    const speaking = this.#speak(text).finally(() => this.#speaking.delete(speaking));
    this.#speaking.add(speaking);
    return speaking;
  }

  /** Silences what is being said and drops the rest. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.seat.leave();
    await Promise.all(this.#speaking);
  }

  async #speak(text: string): Promise<boolean> {
    const { signal } = this.#closing;
    try {
      await this.announcer.announce(text, this.agent, this.seat, signal);
      return !signal.aborted;
    } catch (error) {
      this.onFailure(error);
      return false;
    }
  }
}
