import type { RecognizerInput, TranscriptPart } from '@vox/voice-core';

import type { DecodePriority, DecodeScheduler } from './decode-scheduler';
import { transcriptText } from './transcript-text';
import { UtteranceAudio } from './utterance-audio';

/** New audio before the next partial: often enough to read along, rare enough for one core. */
const PARTIAL_INTERVAL_MS = 300;

/** Less than a syllable; the encoder refuses shorter input. */
const MIN_DECODE_SAMPLES = 1_600;

/**
 * Turns one utterance into parts with a decoder that knows only whole clips: partials by decoding again what
 * was heard so far, the final ahead of time in the pause that may end the utterance.
 *
 * Never decodes an utterance for two partials at once; somebody waits for a final, which waits for none of them.
 * `isWanted` turning false drops whatever has not started.
 */
export class UtteranceTranscriber {
  readonly #scheduler: DecodeScheduler;
  readonly #isWanted: () => boolean;
  readonly #emit: (part: TranscriptPart) => void;
  readonly #audio = new UtteranceAudio();
  /** Texts of the pieces already cut off the front, in order. */
  readonly #pieces: Promise<string>[] = [];
  #decodes = 0;
  #partialAtMs = 0;
  #lastPartial = '';
  #paused: { readonly text: Promise<string> } | undefined;
  #isOver = false;

  constructor(
    scheduler: DecodeScheduler,
    options: { isWanted: () => boolean; emit: (part: TranscriptPart) => void },
  ) {
    this.#scheduler = scheduler;
    this.#isWanted = options.isWanted;
    this.#emit = options.emit;
  }

  /** @throws InvalidInputError for audio that is not 16 kHz. */
  accept(input: RecognizerInput): void {
    switch (input.type) {
      case 'audio':
        this.#audio.append(input.frame);
        if (this.#paused !== undefined) return;
        this.#cutPiece();
        this.#tryPartial();
        return;
      case 'pause':
        if (this.#paused === undefined) this.#decodeAhead();
        return;
      case 'resume':
        this.#paused = undefined;
    }
  }

  /**
   * The input has ended: the whole text. Nothing is decoded again when a pause came before.
   * @throws ProviderError when the decoder failed.
   */
  async finish(): Promise<string> {
    this.#isOver = true;
    return this.#paused?.text ?? this.#wholeText(this.#isWanted);
  }

  #decodeAhead(): void {
    const pause: { text: Promise<string> } = { text: Promise.resolve('') };
    const isWanted = () => this.#isWanted() && this.#paused === pause;
    this.#paused = pause;
    pause.text = this.#wholeText(isWanted);
    pause.text.then(
      (text) => {
        if (isWanted()) this.#emit({ type: 'transcript-preflight', text });
      },
      // Whoever asks for the final gets the error; a pause that is taken back needs no text.
      () => undefined,
    );
  }

  #cutPiece(): void {
    const samples = this.#audio.takePiece();
    if (samples === undefined) return;
    const piece = this.#decode(samples, 'final', this.#isWanted).then((text) => text ?? '');
    // The error is the final's to report.
    piece.catch(() => undefined);
    this.#pieces.push(piece);
  }

  #tryPartial(): void {
    const heardMs = this.#audio.heardMs;
    if (this.#decodes > 0 || heardMs - this.#partialAtMs < PARTIAL_INTERVAL_MS) return;
    this.#partialAtMs = heardMs;
    const isWanted = () => this.#isWanted() && this.#paused === undefined && !this.#isOver;
    void this.#decode(this.#audio.samples(), 'partial', isWanted)
      .then(async (text) => {
        if (text === undefined || !isWanted()) return;
        const whole = joined([...(await Promise.all(this.#pieces)), text]);
        if (!isWanted() || whole === '' || whole === this.#lastPartial) return;
        this.#lastPartial = whole;
        this.#emit({ type: 'transcript-partial', text: whole });
      })
      .catch(() => {
        // A partial is a courtesy: if the engine is broken, the final says so.
      });
  }

  async #wholeText(isWanted: () => boolean): Promise<string> {
    const rest = await this.#decode(this.#audio.samples(), 'final', isWanted);
    return joined([...(await Promise.all(this.#pieces)), rest ?? '']);
  }

  async #decode(
    audio: Float32Array,
    priority: DecodePriority,
    isWanted: () => boolean,
  ): Promise<string | undefined> {
    if (audio.length < MIN_DECODE_SAMPLES) return '';
    this.#decodes++;
    try {
      const text = await this.#scheduler.run(audio, priority, isWanted);
      return text === undefined ? undefined : transcriptText(text);
    } finally {
      this.#decodes--;
    }
  }
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}
