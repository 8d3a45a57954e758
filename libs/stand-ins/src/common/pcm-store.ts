/** Samples as they arrive, as one piece when somebody listens. */
export class PcmStore {
  #chunks: Int16Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(pcm: Int16Array): void {
    this.#chunks.push(pcm);
    this.#length += pcm.length;
  }

  /** Forgets all but the newest `samples`. */
  keepLast(samples: number): void {
    this.#replace(this.all().slice(Math.max(0, this.#length - samples)));
  }

  clear(): void {
    this.#replace(new Int16Array(0));
  }

  all(): Int16Array {
    const pcm = new Int16Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      pcm.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [pcm];
    return pcm;
  }

  #replace(pcm: Int16Array): void {
    this.#chunks = [pcm];
    this.#length = pcm.length;
  }
}
