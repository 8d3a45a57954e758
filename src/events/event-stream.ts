import { randomUUID } from 'node:crypto';

import type { LiveEventName } from '@vox/protocol';
import type { Clock } from '@vox/voice-core';

import { type Happening, StreamedEvent } from './live-events';

export const eventStreamDefaults = {
  /** At a hundred busy sessions, about ten seconds; at one, all of the age below. */
  maxEvents: 10_000,
  /** A client that was away for longer starts anew; until then the words that it missed are kept for it. */
  maxAgeMs: 5 * 60_000,
} as const;

/**
 * The newest events of this process, in the order in which they happened, for all who follow them: one ring, in which
 * each follower has a place of its own.
 *
 * Nothing is kept while nobody has listened for `maxAgeMs`: then `publish` is a look at one flag.
 */
export class EventStream {
  /** Of this run of the server: sequence numbers of another one say nothing here. */
  readonly epoch = randomUUID();
  readonly #ring: (StreamedEvent | undefined)[] = [];
  readonly #followers = new Set<() => void>();
  #oldestSeq = 1;
  #newestSeq = 0;
  #isRecording = false;
  #lastFollowedAtMs = -Infinity;
  #isWakeDue = false;

  constructor(
    private readonly clock: Clock,
    private readonly options: { readonly maxEvents: number; readonly maxAgeMs: number } = {
      ...eventStreamDefaults,
    },
  ) {}

  /** False: what is published goes nowhere, so it need not be made. */
  get isRecording(): boolean {
    return this.#isRecording;
  }

  get newestSeq(): number {
    return this.#newestSeq;
  }

  /** The first one that is still there; one more than the newest when none is. */
  get oldestSeq(): number {
    return this.#oldestSeq;
  }

  /** Must not be delayed by anybody: the event is made into text later, for whoever wants it. */
  publish<Name extends LiveEventName>(happening: Happening<Name>): void {
    if (!this.#isRecording) return;
    const { maxEvents } = this.options;
    const seq = ++this.#newestSeq;
    this.#ring[seq % maxEvents] = new StreamedEvent(
      seq,
      this.clock.wallMs(),
      happening as unknown as Happening,
    );
    this.#oldestSeq = Math.max(this.#oldestSeq, seq - maxEvents + 1);
    this.#wake();
  }

  /** Undefined: not there any more, or not yet, or deleted. */
  at(seq: number): StreamedEvent | undefined {
    if (seq < this.#oldestSeq || seq > this.#newestSeq) return undefined;
    return this.#ring[seq % this.options.maxEvents];
  }

  /** @param onEvents Called, in a turn of its own, when there is something new. @returns ends it. */
  follow(onEvents: () => void): () => void {
    this.#followers.add(onEvents);
    if (!this.#isRecording) this.#begin();
    return () => {
      this.#followers.delete(onEvents);
      this.#lastFollowedAtMs = this.clock.nowMs();
    };
  }

  /** What was said in these sessions so far is shown to nobody any more. */
  forgetSessions(sessionIds: ReadonlySet<string>): void {
    for (let seq = this.#oldestSeq; seq <= this.#newestSeq; seq++) {
      const sessionId = this.at(seq)?.sessionId;
      if (sessionId === undefined || !sessionIds.has(sessionId)) continue;
      this.#ring[seq % this.options.maxEvents] = undefined;
    }
  }

  /** Lets go of what is too old, and of everything when nobody has followed for as long. To be called now and then. */
  expire(): void {
    const { maxAgeMs, maxEvents } = this.options;
    const isFollowed =
      this.#followers.size > 0 || this.clock.nowMs() - this.#lastFollowedAtMs < maxAgeMs;
    if (!isFollowed) this.#isRecording = false;
    const sinceMs = this.#isRecording ? this.clock.wallMs() - maxAgeMs : Infinity;
    while (this.#oldestSeq <= this.#newestSeq) {
      const event = this.at(this.#oldestSeq);
      if (event !== undefined && event.atMs >= sinceMs) return;
      this.#ring[this.#oldestSeq % maxEvents] = undefined;
      this.#oldestSeq++;
    }
  }

  #begin(): void {
    this.#isRecording = true;
    // What happened meanwhile was not kept: one number that nobody gets says so to who comes back.
    this.#newestSeq++;
    this.#oldestSeq = this.#newestSeq + 1;
  }

  #wake(): void {
    if (this.#isWakeDue || this.#followers.size === 0) return;
    this.#isWakeDue = true;
    setImmediate(() => {
      this.#isWakeDue = false;
      for (const onEvents of this.#followers) onEvents();
    });
  }
}
