/** How long a piece fades into the next: a pitch period of the deepest voices (70 Hz) and a little more. */
const PIECE_MS = 15;

/** How far a piece is looked for around its place: less would miss the period of a deep voice, more would blur "t". */
const SEARCH_MS = 10;

/** Places and samples are compared at this rate first, at which a voice's periods are plain; then the neighbours of the best. */
const COARSE_HZ = 6000;

/**
 * Makes speech faster or slower and leaves its pitch, as it comes. One instance serves one mono stream.
 *
 * The output is pieces of the input that fade into each other, each taken from where it goes on best from the one
 * before (WSOLA: Verhelst and Roelands, "An overlap-add technique based on waveform similarity", ICASSP 1993). The
 * output is the same however the input is cut into chunks, and `1 / tempo` as long.
 */
export class TimeStretch {
  readonly #tempo: number;
  readonly #piece: number;
  readonly #search: number;
  readonly #coarse: number;
  readonly #rise: Float64Array;
  #input = new Float64Array();
  /** Place in the whole input of the first sample that is kept. */
  #firstAt = 0;
  /** Where the piece before would go on. */
  #nextAt = 0;
  #pieces = 0;
  #heard = 0;
  #given = 0;

  /** @param tempo 2 is twice as fast; from 0.25 to 4. */
  constructor(sampleRateHz: number, tempo: number) {
    this.#tempo = tempo;
    this.#piece = Math.round((sampleRateHz * PIECE_MS) / 1000);
    this.#search = Math.round((sampleRateHz * SEARCH_MS) / 1000);
    this.#coarse = Math.max(1, Math.round(sampleRateHz / COARSE_HZ));
    this.#rise = Float64Array.from(
      { length: this.#piece },
      (_, at) => 0.5 - 0.5 * Math.cos((Math.PI * (at + 0.5)) / this.#piece),
    );
  }

  /** Takes any number of samples; gives those that are certain by now. */
  push(pcm: Int16Array): Int16Array {
    this.#heard += pcm.length;
    return this.#take(pcm, this.#heard);
  }

  /** What is left at the end of the input. */
  flush(): Int16Array {
    const whole = Math.round(this.#heard / this.#tempo);
    const silence = new Int16Array(2 * (this.#piece + this.#search));
    const rest = this.#take(silence, Infinity, whole);
    return rest.slice(0, Math.max(0, whole - this.#given + rest.length));
  }

  #take(pcm: Int16Array, heard: number, whole = Infinity): Int16Array {
    const input = new Float64Array(this.#input.length + pcm.length);
    input.set(this.#input);
    input.set(pcm, this.#input.length);
    this.#input = input;
    const made: Int16Array[] = [];
    while (this.#isHeard(heard) && this.#given < whole) made.push(this.#makePiece());
    return joined(made);
  }

  /** Whether all of the input has come that the next piece may be made of. */
  #isHeard(heard: number): boolean {
    if (heard === Infinity) return true;
    // No more than the whole may be in the end.
    if (this.#given + this.#piece > heard / this.#tempo) return false;
    const last = Math.max(this.#nextAt, this.#placeOf(this.#pieces) + this.#search) + this.#piece;
    return last <= heard;
  }

  #makePiece(): Int16Array {
    const from = this.#nextAt;
    const to = this.#pieces === 0 ? 0 : this.#bestNear(this.#placeOf(this.#pieces));
    const piece = new Int16Array(this.#piece);
    for (let at = 0; at < piece.length; at++) {
      const rise = this.#rise[at] as number;
      piece[at] = Math.round(this.#at(from + at) * (1 - rise) + this.#at(to + at) * rise);
    }
    this.#nextAt = to + this.#piece;
    this.#pieces++;
    this.#given += piece.length;
    this.#forget();
    return piece;
  }

  #placeOf(piece: number): number {
    return Math.round(piece * this.#piece * this.#tempo);
  }

  /** Where around `place` the input is most like what would follow the piece before. */
  #bestNear(place: number): number {
    const first = Math.max(0, place - this.#search);
    const coarse = this.#coarse;
    const best = this.#bestOf(first, place + this.#search, coarse, place);
    return this.#bestOf(Math.max(0, best - coarse + 1), best + coarse - 1, 1, best);
  }

  #bestOf(first: number, last: number, step: number, otherwise: number): number {
    let best = otherwise;
    let bestLikeness = this.#likeness(otherwise, step);
    for (let at = first; at <= last; at += step) {
      const likeness = this.#likeness(at, step);
      if (likeness > bestLikeness) [best, bestLikeness] = [at, likeness];
    }
    return best;
  }

  /** Correlation with the natural continuation, by the loudness of the piece. */
  #likeness(at: number, step: number): number {
    const input = this.#input;
    const [from, to] = [at - this.#firstAt, this.#nextAt - this.#firstAt];
    // Behind the end there is silence, which is like nothing.
    const samples = Math.min(this.#piece, input.length - from, input.length - to);
    let product = 0;
    let energy = 1;
    for (let index = 0; index < samples; index += step) {
      const sample = input[from + index] as number;
      product += sample * (input[to + index] as number);
      energy += sample * sample;
    }
    return product / Math.sqrt(energy);
  }

  /** Silence behind the end. */
  #at(place: number): number {
    return this.#input[place - this.#firstAt] ?? 0;
  }

  #forget(): void {
    const needed = Math.min(this.#nextAt, this.#placeOf(this.#pieces) - this.#search);
    const unneeded = Math.max(0, Math.min(needed - this.#firstAt, this.#input.length));
    // Now and then, for each time copies what stays.
    if (unneeded < this.#piece * 8) return;
    this.#input = this.#input.slice(unneeded);
    this.#firstAt += unneeded;
  }
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
