import type { HeardEvent, ThreadReport } from './thread-protocol';

type HeardReport = Extract<ThreadReport, { type: 'heard' }>;

/** Messages under way that were not taken yet: 200 ms, more than the main thread stalls in normal life. */
const MAX_UNDER_WAY = 10;

/** 2 s behind that. Whoever is that late answers the past, and memory must end somewhere. */
const MAX_WAITING = 100;

/**
 * Hands what was heard to the main thread, one message for each tick, no faster than it takes them.
 *
 * When too much waits, the oldest audio is dropped and counted. What is no audio (somebody stopped or left) is kept.
 */
export class Outbox {
  readonly #send: (report: HeardReport) => void;
  #waiting: HeardEvent[][] = [];
  #kept: HeardEvent[] = [];
  #underWay = 0;
  #droppedFrames = 0;

  constructor(send: (report: HeardReport) => void) {
    this.#send = send;
  }

  add(events: HeardEvent[]): void {
    if (events.length === 0) return;
    this.#waiting.push(events);
    if (this.#waiting.length > MAX_WAITING) this.#dropOldest();
    this.#flush();
  }

  /** One message was used up. */
  taken(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
    this.#flush();
  }

  #flush(): void {
    while (this.#underWay < MAX_UNDER_WAY) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay += 1;
      this.#send({
        type: 'heard',
        events: [...this.#kept, ...next],
        droppedFrames: this.#droppedFrames,
      });
      this.#kept = [];
      this.#droppedFrames = 0;
    }
  }

  #dropOldest(): void {
    for (const event of this.#waiting.shift() ?? []) {
      if (event.type === 'audio') this.#droppedFrames += 1;
      else this.#keep(event);
    }
  }

  /** The last word about a person is enough, so what is kept is bounded by the people. */
  #keep(event: HeardEvent): void {
    this.#kept = this.#kept.filter(({ userId }) => userId !== event.userId);
    this.#kept.push(event);
  }
}
