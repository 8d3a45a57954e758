import { FRAME_MS, type RecognizerInput, untilAborted } from '@vox/voice-core';

export type UtteranceBufferOptions = {
  /** Audio kept at most; the oldest goes first. */
  readonly limitMs: number;
  /** Ends the buffering and lets go of the input. */
  readonly signal: AbortSignal;
};

/**
 * Keeps one utterance's input while it is spoken, so that a second engine, or a new connection, can hear it from the
 * start: every iteration begins there.
 *
 * Reads the input as fast as it comes; holds at most `limitMs` of it.
 */
export class UtteranceBuffer implements AsyncIterable<RecognizerInput, void> {
  /** Resolves when the input has ended, failed or been let go. Never rejects. */
  readonly ended: Promise<void>;
  readonly #items: RecognizerInput[] = [];
  readonly #limitItems: number;
  readonly #waiting = new Set<() => void>();
  #droppedItems = 0;
  #end: { readonly error?: unknown } | undefined;

  /** `input` itself where it can be replayed already: what is buffered once is not buffered again. */
  static of(
    input: AsyncIterable<RecognizerInput>,
    options: UtteranceBufferOptions,
  ): UtteranceBuffer {
    return input instanceof UtteranceBuffer ? input : new UtteranceBuffer(input, options);
  }

  constructor(input: AsyncIterable<RecognizerInput>, options: UtteranceBufferOptions) {
    this.#limitItems = Math.ceil(options.limitMs / FRAME_MS);
    this.ended = this.#fill(input, options.signal);
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** What the input failed with: the caller's fault, not an engine's. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#end !== undefined && 'error' in this.#end ? { error: this.#end.error } : undefined;
  }

  /** Whether there is anything to transcribe: waits for the first audio, for the end or for an abort. */
  async hasAudio(signal: AbortSignal): Promise<boolean> {
    for await (const item of untilAborted(this, signal)) if (item.type === 'audio') return true;
    return false;
  }

  /**
   * The input from its start, then as it comes. A pause that was taken back before it is read is left out: nothing
   * needs to be decoded for it.
   * @throws what the input throws.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<RecognizerInput, void, void> {
    let isPauseLeftOut = false;
    for (let at = 0; ;) {
      at = Math.max(at, this.#droppedItems);
      const item = this.#items[at - this.#droppedItems];
      if (item === undefined) {
        if (this.#end === undefined) {
          await new Promise<void>((resolve) => this.#waiting.add(resolve));
          continue;
        }
        if ('error' in this.#end) throw this.#end.error;
        return;
      }
      at++;
      if (item.type === 'pause' && this.#isTakenBack(at)) isPauseLeftOut = true;
      else if (item.type === 'resume' && isPauseLeftOut) isPauseLeftOut = false;
      else yield item;
    }
  }

  async #fill(input: AsyncIterable<RecognizerInput>, signal: AbortSignal): Promise<void> {
    try {
      for await (const item of untilAborted(input, signal)) {
        this.#items.push(item);
        if (this.#items.length > this.#limitItems) {
          this.#items.shift();
          this.#droppedItems++;
        }
        this.#wake();
      }
      this.#end = {};
    } catch (error) {
      this.#end = { error };
    }
    this.#wake();
  }

  #isTakenBack(from: number): boolean {
    return this.#items.slice(from - this.#droppedItems).some((item) => item.type === 'resume');
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
