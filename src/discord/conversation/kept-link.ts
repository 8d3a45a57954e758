import type { Clock } from '@vox/voice-core';

import type { VoiceLink, VoiceLinkEvent, VoiceLinkRequest, VoiceLinks } from '../voice/voice-link';

/** Waits before the link is opened anew, in ms; after the last one it is given up. Two and a half minutes in all. */
const REOPEN_AFTER_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000, 40_000, 45_000] as const;

export type KeptLinkHandlers = {
  /** Everything but the end of a link: that is dealt with here. */
  readonly onEvent: (event: VoiceLinkEvent) => void;
  /** A link was opened: what is said goes there now. */
  readonly onOpen: (link: VoiceLink) => void;
  /** Our own fault; the link is given up. */
  readonly onError: (error: unknown) => void;
  /** Whether a link that ended is to be opened again. Asked after each wait. */
  readonly standing: () => 'wanted' | 'not-yet';
};

/**
 * A voice link that is opened again when it ends by itself: a conversation outlives its connection.
 *
 * What the link can mend it mends; this is for what it gives up, such as a gateway that was gone.
 */
export class KeptLink {
  readonly #closing = new AbortController();
  #link: VoiceLink | undefined;
  /** Resolves with the reason when no link is to be had any more, or `close` was called. Never rejects. */
  readonly ended: Promise<string>;

  constructor(
    private readonly links: VoiceLinks,
    private readonly request: () => VoiceLinkRequest,
    private readonly clock: Clock,
    private readonly handlers: KeptLinkHandlers,
  ) {
    this.ended = this.#keep().catch((error: unknown) => {
      handlers.onError(error);
      return 'failed';
    });
  }

  get link(): VoiceLink | undefined {
    return this.#link;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#link?.close();
    await this.ended;
  }

  async #keep(): Promise<string> {
    const { signal } = this.#closing;
    let attempt = 0;
    let reason = 'closed';
    while (!signal.aborted) {
      const link = this.links.open(this.request());
      this.#link = link;
      this.handlers.onOpen(link);
      for await (const event of link) {
        if (event.type === 'state' && event.state.status === 'ready') attempt = 0;
        if (event.type === 'state' && event.state.status === 'closed') reason = event.state.reason;
        if (!signal.aborted) this.handlers.onEvent(event);
      }
      attempt = await this.#mayReopen(attempt);
      if (attempt < 0) break;
    }
    return reason;
  }

  /** Waits for the time to try again; gives the number of the next attempt, or -1 when there is none. */
  async #mayReopen(attempt: number): Promise<number> {
    const { signal } = this.#closing;
    for (let next = attempt; next < REOPEN_AFTER_MS.length; next++) {
      await this.clock.sleepUntil(this.clock.nowMs() + (REOPEN_AFTER_MS[next] ?? 0), signal);
      if (signal.aborted) return -1;
      if (this.handlers.standing() === 'wanted') return next + 1;
    }
    return -1;
  }
}
