import type { Clock } from '@vox/voice-core';

/** Signalling, TLS, discovery and keys take under a second; a gateway that is being resumed some more. */
const READY_WITHIN_MS = 10_000;

/** The first try comes at once, later ones leave a server in trouble in peace. */
const BACKOFF_MS = [0, 1_000, 2_000, 4_000, 8_000, 8_000] as const;

/** Somebody waits for the bot to come, and hears of it when it cannot. */
const FIRST_JOIN_TRIES = 2;

/** A connection that lasts so long is no part of a loop of closes. */
const STABLE_AFTER_MS = 10_000;

export type RecoveryActions = { rejoin(): void; giveUp(reason: string): void };

type Wait = {
  readonly untilMs: number;
  readonly isForConnection: boolean;
  readonly then: () => void;
};

/** When to join again, and when to give up. Pure but for its actions: `tick` is called every 20 ms. */
export class ConnectionRecovery {
  readonly #clock: Clock;
  readonly #actions: RecoveryActions;
  #tries = 0;
  #wait: Wait | undefined;
  #readySinceMs: number | undefined;
  #wasReady = false;
  #isClosed = false;

  constructor(clock: Clock, actions: RecoveryActions) {
    this.#clock = clock;
    this.#actions = actions;
  }

  /** A connection that stands is not the one that is waited for. */
  get isBetween(): boolean {
    return this.#wait?.isForConnection === false;
  }

  /** A connection is being made. */
  joining(): void {
    this.#after(READY_WITHIN_MS, () => this.retry(), true);
  }

  succeeded(): void {
    this.#wait = undefined;
    this.#wasReady = true;
    this.#readySinceMs = this.#clock.nowMs();
  }

  /** The connection is lost, of no use, or was not made in time. */
  retry(act = () => this.#actions.rejoin()): void {
    const nowMs = this.#clock.nowMs();
    if (nowMs - (this.#readySinceMs ?? nowMs) > STABLE_AFTER_MS) this.#tries = 0;
    this.#readySinceMs = undefined;
    const delayMs = BACKOFF_MS[this.#tries];
    this.#tries += 1;
    if (delayMs === undefined || (!this.#wasReady && this.#tries >= FIRST_JOIN_TRIES + 1)) {
      return this.#actions.giveUp('unreachable');
    }
    this.#after(delayMs, () => {
      this.joining();
      act();
    });
  }

  retryAfter(delayMs: number): void {
    this.#after(delayMs, () => this.retry());
  }

  closeAfter(delayMs: number, reason: string): void {
    this.#after(delayMs, () => this.#actions.giveUp(reason));
  }

  tick(): void {
    const wait = this.#wait;
    if (wait === undefined || this.#clock.nowMs() < wait.untilMs) return;
    this.#wait = undefined;
    wait.then();
  }

  close(): void {
    this.#isClosed = true;
    this.#wait = undefined;
  }

  #after(delayMs: number, then: () => void, isForConnection = false): void {
    if (this.#isClosed) return;
    this.#wait = { untilMs: this.#clock.nowMs() + delayMs, then, isForConnection };
  }
}
