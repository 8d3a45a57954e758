/** Two seconds, far more than anybody writes ahead: while the connection is away they wait, and write nothing. */
const MAX_FRAMES = 100;

type Queued = { readonly pcm: Int16Array; readonly generation: number };

/** Frames that wait for their moment. `clear` in the other thread raises `generation`: what is older is not said. */
export class SpeechQueue {
  readonly #generation: Int32Array<SharedArrayBuffer>;
  #frames: Queued[] = [];

  constructor(generation: Int32Array<SharedArrayBuffer>) {
    this.#generation = generation;
  }

  /** Of more than two seconds the oldest goes: the newest is nearest to what the speaker is at. */
  push(frame: Queued): void {
    this.#frames.push(frame);
    if (this.#frames.length > MAX_FRAMES) this.#frames.shift();
  }

  get isEmpty(): boolean {
    return this.first === undefined;
  }

  /** What `next` gives, as long as nothing is cleared. */
  get first(): Int16Array | undefined {
    this.#dropCleared();
    return this.#frames[0]?.pcm;
  }

  next(): Int16Array | undefined {
    this.#dropCleared();
    return this.#frames.shift()?.pcm;
  }

  #dropCleared(): void {
    const current = Atomics.load(this.#generation, 0);
    if (this.#frames[0]?.generation === current) return;
    this.#frames = this.#frames.filter(({ generation }) => generation === current);
  }
}
