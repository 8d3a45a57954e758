import type { Clock } from '@vox/voice-core';

import type {
  VoiceConnection,
  VoiceConnectionEvent,
  VoiceConnectionRequest,
  VoiceConnections,
} from '../voice/voice-connection';

/** Waits before the connection is opened anew, in ms; after the last one it is given up. Two and a half minutes in all. */
const REOPEN_AFTER_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000, 40_000, 45_000] as const;

/** A connection that lasted so long is no part of a loop of closes: the next wait is a first one. */
const STABLE_AFTER_MS = 60_000;

/** Discord wants a bot that came too often to stay away; it does not say for how long. */
const RATE_LIMITED_MS = 60_000;

/** Ends that another connection would only repeat: Discord put the bot out, or takes no connection as we make it. */
const FINAL_REASONS: ReadonlySet<string> = new Set([
  'disconnected',
  'unknown-protocol',
  'unknown-encryption',
  'encryption-required',
  'bad-request',
]);

export type ReconnectingHandlers = {
  /** Also the end of a connection; what follows from that is dealt with here. */
  readonly onEvent: (event: VoiceConnectionEvent) => void;
  /** A connection was opened: what is said goes there now. */
  readonly onOpen: (connection: VoiceConnection) => void;
  /** Our own fault; the connection is given up. */
  readonly onError: (error: unknown) => void;
  /** Whether a connection that ended is to be opened again. Asked after each wait. */
  readonly standing: () => 'wanted' | 'not-yet';
};

/**
 * A voice connection that is opened again when it ends by itself: a conversation outlives its connection.
 *
 * What the connection can mend it mends; this is for what it gives up, such as a gateway that was gone.
 */
export class ReconnectingVoiceConnection {
  readonly #closing = new AbortController();
  #current: VoiceConnection | undefined;
  /** Resolves with the reason when no connection is to be had any more, or `close` was called. Never rejects. */
  readonly ended: Promise<string>;

  constructor(
    private readonly connections: VoiceConnections,
    private readonly request: () => VoiceConnectionRequest,
    private readonly clock: Clock,
    private readonly handlers: ReconnectingHandlers,
  ) {
    this.ended = this.#keep().catch((error: unknown) => {
      handlers.onError(error);
      return 'failed';
    });
  }

  get current(): VoiceConnection | undefined {
    return this.#current;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#current?.close();
    await this.ended;
  }

  async #keep(): Promise<string> {
    const { signal } = this.#closing;
    let attempt = 0;
    for (;;) {
      const { reason, stableMs } = await this.#useOnce();
      if (signal.aborted || FINAL_REASONS.has(reason)) return reason;
      if (stableMs >= STABLE_AFTER_MS) attempt = 0;
      if (reason === 'rate-limited') await this.#wait(RATE_LIMITED_MS);
      attempt = await this.#mayReopen(attempt);
      if (attempt < 0) return reason;
    }
  }

  /** One connection and what becomes of it; `stableMs` is for how long it was ready without a break. */
  async #useOnce(): Promise<{ readonly reason: string; readonly stableMs: number }> {
    const connection = this.connections.open(this.request());
    this.#current = connection;
    this.handlers.onOpen(connection);
    let reason = 'closed';
    let readyAtMs: number | undefined;
    let stableMs = 0;
    for await (const event of connection) {
      if (event.type === 'state') {
        const nowMs = this.clock.nowMs();
        if (event.state.status === 'ready') readyAtMs ??= nowMs;
        else if (readyAtMs !== undefined) {
          stableMs = Math.max(stableMs, nowMs - readyAtMs);
          readyAtMs = undefined;
        }
        if (event.state.status === 'closed') reason = event.state.reason;
      }
      if (!this.#closing.signal.aborted) this.handlers.onEvent(event);
    }
    return { reason, stableMs };
  }

  /** Waits for the time to try again; gives the number of the next attempt, or -1 when there is none. */
  async #mayReopen(attempt: number): Promise<number> {
    for (let next = attempt; next < REOPEN_AFTER_MS.length; next++) {
      await this.#wait(REOPEN_AFTER_MS[next] ?? 0);
      if (this.#closing.signal.aborted) return -1;
      if (this.handlers.standing() === 'wanted') return next + 1;
    }
    return -1;
  }

  async #wait(ms: number): Promise<void> {
    await this.clock.sleepUntil(this.clock.nowMs() + ms, this.#closing.signal);
  }
}
