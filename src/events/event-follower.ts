import type { EventsControl, LiveEventName } from '@vox/protocol';
import type { Clock } from '@vox/voice-core';

import type { Identity } from '../identity';
import { type ClientSocket, closeCodes } from '../socket';
import type { EventStream } from './event-stream';
import type { StreamedEvent } from './live-events';
import { mayBeSeenBy } from './visibility';

export const eventFollowerDefaults = {
  /** Sent and not read: more than a page of events, and no burden for a thousand clients. */
  maxUnreadBytes: 256 * 1024,
  /** Events that may wait for a client that reads nothing; past this they are left out. */
  maxWaiting: 1000,
  /** A client that has not caught up for so long is of no use to itself. */
  maxSlowMs: 30_000,
  /** Without a loss for so long it has caught up. */
  caughtUpAfterMs: 10_000,
  /** Sent in one go: the voice loop and the other clients have their turn in between. */
  batch: 200,
} as const;

export type FollowedEvents = {
  readonly names?: ReadonlySet<LiveEventName> | undefined;
  readonly sessionId?: string | undefined;
};

/**
 * One client's place in the stream of events: sends it what it wants and may see, as fast as it reads.
 *
 * It holds no events of its own. A client that reads too slowly is left behind, told how many events it did not get, and
 * let go (1013) when it does not catch up.
 */
export class EventFollower {
  readonly #unfollow: () => void;
  #wants: FollowedEvents | undefined;
  /** The last one that was sent, or left out. */
  #cursor: number;
  /** The newest one when it began to follow: what is older is sent again and did not come too fast. */
  #replayEnd = 0;
  #dropped = 0;
  #slowSinceMs: number | undefined;
  #droppedAtMs = -Infinity;
  #isBatchDue = false;

  constructor(
    private readonly stream: EventStream,
    private readonly socket: ClientSocket,
    /** Who they are now. */
    private readonly caller: () => Identity,
    private readonly clock: Clock,
    private readonly options: Readonly<Record<keyof typeof eventFollowerDefaults, number>> = {
      ...eventFollowerDefaults,
    },
  ) {
    this.#unfollow = stream.follow(() => this.#pump());
    this.#cursor = stream.newestSeq;
  }

  /** Nothing is sent before the first call. */
  get isFollowing(): boolean {
    return this.#wants !== undefined;
  }

  /** From now on `wants` is sent: what comes next, or what came after `afterSeq` of the run `epoch`. */
  follow(
    wants: FollowedEvents,
    { afterSeq, epoch }: { afterSeq?: number | undefined; epoch?: string | undefined } = {},
  ): void {
    this.#wants = wants;
    const { stream } = this;
    const oldest = stream.oldestSeq;
    if (afterSeq !== undefined) {
      const isOfThisRun = epoch === undefined || epoch === stream.epoch;
      const isThere = isOfThisRun && afterSeq >= oldest - 1 && afterSeq <= stream.newestSeq;
      this.#cursor = isThere ? afterSeq : oldest - 1;
      this.#dropped = 0;
      if (!isThere) this.#tell('gap', { epoch: stream.epoch, next_seq: oldest });
    }
    this.#replayEnd = stream.newestSeq;
    this.#tell('subscribed', { epoch: stream.epoch, next_seq: this.#cursor + 1 });
    this.#pump();
  }

  close(): void {
    this.#unfollow();
    this.#wants = undefined;
  }

  #pump(): void {
    const { stream, socket } = this;
    if (this.#wants === undefined || !socket.isOpen) return;
    if (this.#isFull()) return this.#waitOrDrop();
    this.#tellDropped();
    for (let sent = 0; this.#cursor < stream.newestSeq && !this.#isFull();) {
      if (sent >= this.options.batch) return this.#goOn();
      // What the ring has lost meanwhile was too old for anybody.
      const lost = stream.oldestSeq - 1 - this.#cursor;
      if (lost > 0) {
        this.#dropped += lost;
        this.#cursor += lost;
        this.#tellDropped();
        continue;
      }
      const event = stream.at(++this.#cursor);
      if (event === undefined || !this.#isFor(event)) continue;
      sent++;
      socket.sendText(event.json, () => this.#onWritten());
    }
    const sinceDropMs = this.clock.nowMs() - this.#droppedAtMs;
    if (sinceDropMs >= this.options.caughtUpAfterMs) this.#slowSinceMs = undefined;
  }

  /** Others have their turn first. */
  #goOn(): void {
    if (this.#isBatchDue) return;
    this.#isBatchDue = true;
    setImmediate(() => {
      this.#isBatchDue = false;
      this.#pump();
    });
  }

  #onWritten(): void {
    if (this.#cursor < this.stream.newestSeq || this.#dropped > 0) this.#goOn();
  }

  #waitOrDrop(): void {
    const nowMs = this.clock.nowMs();
    const { newestSeq } = this.stream;
    const waiting = newestSeq - Math.max(this.#cursor, this.#replayEnd);
    if (waiting > this.options.maxWaiting) {
      for (let seq = this.#cursor + 1; seq <= newestSeq; seq++) {
        const event = this.stream.at(seq);
        if (event === undefined ? seq < this.stream.oldestSeq : this.#isFor(event)) this.#dropped++;
      }
      this.#cursor = newestSeq;
      this.#slowSinceMs ??= nowMs;
      this.#droppedAtMs = nowMs;
    }
    if (this.#slowSinceMs === undefined || nowMs - this.#slowSinceMs < this.options.maxSlowMs)
      return;
    this.socket.close(closeCodes.tryAgainLater, 'the client reads too slowly');
  }

  #isFull(): boolean {
    return this.socket.unreadBytes > this.options.maxUnreadBytes;
  }

  #isFor(event: StreamedEvent): boolean {
    const { names, sessionId } = this.#wants ?? {};
    if (names !== undefined && !names.has(event.name)) return false;
    if (sessionId !== undefined && sessionId !== event.sessionId) return false;
    return mayBeSeenBy(this.caller(), event);
  }

  #tellDropped(): void {
    if (this.#dropped === 0) return;
    this.#tell('events_dropped', { dropped: this.#dropped, next_seq: this.#cursor + 1 });
    this.#dropped = 0;
  }

  #tell<Name extends EventsControl['event']>(
    event: Name,
    data: Extract<EventsControl, { event: Name }>['data'],
  ): void {
    this.socket.sendText(JSON.stringify({ event, data }));
  }
}
