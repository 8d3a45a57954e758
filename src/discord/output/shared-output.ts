import {
  type AudioFrame,
  type AudioSink,
  type Clock,
  type PlayedSound,
  resolvedBefore,
  SystemClock,
} from '@vox/voice-core';

import { PlaybackReference } from '../../voice';

type Place = { readonly seat: OutputSeat; readonly maySpeak: PromiseWithResolvers<void> };

/** What a `SharedOutput` sounds through: the voice connection, or nothing while there is none. */
export type Loudspeaker = Pick<AudioSink, 'write' | 'clear' | 'leadMs' | 'whenOpen'>;

/** Asks whether something is open without waiting for it: before each frame nothing is to be made that lasts. */
const AT_ONCE = AbortSignal.abort();

/**
 * One voice for a whole channel: answers wait in line, and the first who asked is the first served.
 *
 * Only the seat at the head of the line is heard and may clear, so an interruption cuts one answer and leaves those
 * behind it in their places. What any of them plays comes back from everybody's loudspeakers, so `played` is of all.
 */
export class SharedOutput {
  readonly #line: Place[] = [];
  readonly #played = new PlaybackReference();
  #loudspeaker: Loudspeaker;
  #replacing = new AbortController();

  constructor(
    loudspeaker: Loudspeaker,
    private readonly clock: Clock = new SystemClock(),
  ) {
    this.#loudspeaker = loudspeaker;
  }

  /** The connection was opened anew: what is said from now on goes there, also what waited for the old one to open. */
  replaceLoudspeaker(loudspeaker: Loudspeaker): void {
    this.#loudspeaker = loudspeaker;
    this.#replacing.abort();
    this.#replacing = new AbortController();
  }

  get leadMs(): number {
    return this.#loudspeaker.leadMs ?? 0;
  }

  get played(): PlayedSound {
    return this.#played;
  }

  /** A sink of its own for one session, or for announcements. Its owner calls `leave` in the end. */
  seat(): OutputSeat {
    return new OutputSeat(this);
  }

  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    const isOpen = this.#loudspeaker.whenOpen?.(AT_ONCE) === undefined;
    return isOpen ? undefined : this.#untilOneIsOpen(signal);
  }

  /** @internal for seats. */
  enter(place: Place): void {
    this.#line.push(place);
    this.#callFirst();
  }

  /** @internal for seats. */
  remove(place: Place): void {
    const index = this.#line.indexOf(place);
    if (index === -1) return;
    this.#line.splice(index, 1);
    this.#callFirst();
  }

  /** @internal for seats. */
  isInLine(place: Place): boolean {
    return this.#line.includes(place);
  }

  /** @internal for seats. */
  isHeard(seat: OutputSeat): boolean {
    return this.#line[0]?.seat === seat;
  }

  /** @internal for the seat that is heard. */
  write(frame: AudioFrame, atMs: number | undefined): void {
    this.#played.add(frame, atMs ?? this.clock.nowMs());
    this.#loudspeaker.write(frame);
  }

  /** @internal for the seat that is heard. */
  clear(): void {
    this.#played.cut(this.clock.nowMs());
    this.#loudspeaker.clear();
  }

  #callFirst(): void {
    this.#line[0]?.maySpeak.resolve();
  }

  /** A connection that has ended never opens again: then its replacement ends the wait. */
  async #untilOneIsOpen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const either = AbortSignal.any([signal, this.#replacing.signal]);
      const open = this.#loudspeaker.whenOpen?.(either);
      if (open === undefined) return;
      await open;
    }
  }
}

/** One session's end of a `SharedOutput`. */
export class OutputSeat implements AudioSink {
  readonly sampleRateHz = 48_000;
  readonly #places: Place[] = [];
  #hasLeft = false;

  constructor(private readonly output: SharedOutput) {}

  get leadMs(): number {
    return this.output.leadMs;
  }

  get played(): PlayedSound {
    return this.output.played;
  }

  write(frame: AudioFrame, atMs?: number): void {
    if (this.output.isHeard(this)) this.output.write(frame, atMs);
  }

  clear(): void {
    if (this.output.isHeard(this)) this.output.clear();
  }

  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    return this.output.whenOpen(signal);
  }

  async acquire(signal: AbortSignal): Promise<void> {
    const place: Place = { seat: this, maySpeak: Promise.withResolvers<void>() };
    this.#places.push(place);
    if (signal.aborted || this.#hasLeft) return;
    this.output.enter(place);
    await resolvedBefore(place.maySpeak.promise, signal);
    // Whoever gave up must not hold up those behind; while it speaks, `release` says when it is done.
    if (signal.aborted && !this.output.isHeard(this)) this.output.remove(place);
  }

  /**
   * Whose release it is is not said, and need not be: a place that was given up goes first, whichever it is, so the one
   * that is heard is kept until there are as many releases as places.
   */
  release(): void {
    const givenUp = this.#places.findIndex((place) => !this.output.isInLine(place));
    const [place] = this.#places.splice(Math.max(0, givenUp), 1);
    if (place !== undefined) this.output.remove(place);
  }

  /** The session is over: silences it and gives up its places, also those that nobody released. Idempotent. */
  leave(): void {
    this.#hasLeft = true;
    this.clear();
    for (const place of this.#places.splice(0)) {
      this.output.remove(place);
      place.maySpeak.resolve();
    }
  }
}
