import { type AudioFrame, type AudioSink, resolvedBefore } from '@vox/voice-core';

type Place = { readonly seat: OutputSeat; readonly maySpeak: PromiseWithResolvers<void> };

/** What a `SharedOutput` sounds through: the voice link, or nothing while there is none. */
export type Loudspeaker = Pick<AudioSink, 'write' | 'clear' | 'leadMs'>;

/**
 * One voice for a whole channel: answers wait in line, and the first who asked is the first served.
 *
 * Only the seat at the head of the line is heard and may clear, so an interruption cuts one answer and leaves those
 * behind it in their places.
 */
export class SharedOutput {
  readonly #line: Place[] = [];
  #loudspeaker: Loudspeaker;

  constructor(loudspeaker: Loudspeaker) {
    this.#loudspeaker = loudspeaker;
  }

  /** The link was opened anew: what is said from now on goes there. */
  replaceLoudspeaker(loudspeaker: Loudspeaker): void {
    this.#loudspeaker = loudspeaker;
  }

  get leadMs(): number {
    return this.#loudspeaker.leadMs ?? 0;
  }

  /** A sink of its own for one session, or for announcements. Its owner calls `leave` in the end. */
  seat(): OutputSeat {
    return new OutputSeat(this);
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

  /** @internal for seats. Undefined while it is another's turn. */
  loudspeakerOf(seat: OutputSeat): Loudspeaker | undefined {
    return this.#line[0]?.seat === seat ? this.#loudspeaker : undefined;
  }

  #callFirst(): void {
    this.#line[0]?.maySpeak.resolve();
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

  write(frame: AudioFrame): void {
    this.output.loudspeakerOf(this)?.write(frame);
  }

  clear(): void {
    this.output.loudspeakerOf(this)?.clear();
  }

  async acquire(signal: AbortSignal): Promise<void> {
    const place: Place = { seat: this, maySpeak: Promise.withResolvers<void>() };
    this.#places.push(place);
    if (signal.aborted || this.#hasLeft) return;
    this.output.enter(place);
    await resolvedBefore(place.maySpeak.promise, signal);
    // Whoever gave up must not hold up those behind; while it speaks, `release` says when it is done.
    if (signal.aborted && this.output.loudspeakerOf(this) === undefined) this.output.remove(place);
  }

  release(): void {
    const place = this.#places.shift();
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
