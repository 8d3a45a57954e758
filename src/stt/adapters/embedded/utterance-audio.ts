import { rms } from '@vox/audio';
import { type AudioFrame, FRAME_MS, InvalidInputError } from '@vox/voice-core';

/** Moonshine's only rate. */
const SAMPLE_RATE_HZ = 16_000;

/** Silence before the first word: with 0.3 s Moonshine hears as well as with none, with 1 s it loses a quarter. */
const MAX_LEAD_FRAMES = 300 / FRAME_MS;

/** A frame this loud, relative to the loudest one, is speech for the purpose of trimming (-26 dB). */
const SPEECH_RATIO = 0.05;

/**
 * Decoding takes longer than linearly (0.5 s for 20 s of audio on one core, 0.85 s for 30 s) and a minute of
 * audio sends the decoder into a loop, so longer utterances are decoded in pieces of 10–20 s.
 */
const MAX_PIECE_FRAMES = 20_000 / FRAME_MS;
const MIN_PIECE_FRAMES = 10_000 / FRAME_MS;

/** A gap between words; shorter dips are inside words. */
const GAP_FRAMES = 160 / FRAME_MS;

/** The audio of one utterance that is not decoded for good yet. Holds at most 20 s if pieces are taken. */
export class UtteranceAudio {
  readonly #frames: Int16Array[] = [];
  readonly #levels: number[] = [];
  #heardMs = 0;

  /** All audio ever appended, in ms. */
  get heardMs(): number {
    return this.#heardMs;
  }

  /** @throws InvalidInputError unless the frame is 16 kHz. */
  append(frame: AudioFrame): void {
    if (frame.sampleRateHz !== SAMPLE_RATE_HZ) {
      throw new InvalidInputError('audio', `expected 16000 Hz, got ${frame.sampleRateHz} Hz`);
    }
    this.#frames.push(frame.pcm);
    this.#levels.push(rms(frame.pcm));
    this.#heardMs += FRAME_MS;
  }

  /** What is held as samples of -1…1, with at most 0.3 s of silence before the first sound. */
  samples(): Float32Array {
    return this.#slice(this.#frames.length);
  }

  /** Once 20 s are held: removes and gives the first 10–20 s, cut in the quietest gap. */
  takePiece(): Float32Array | undefined {
    if (this.#frames.length < MAX_PIECE_FRAMES) return undefined;
    const end = this.#quietestGap();
    const piece = this.#slice(end);
    this.#frames.splice(0, end);
    this.#levels.splice(0, end);
    return piece;
  }

  #slice(end: number): Float32Array {
    const start = Math.max(0, this.#firstSound() - MAX_LEAD_FRAMES);
    const frames = this.#frames.slice(start, end);
    const samples = new Float32Array(frames.reduce((sum, pcm) => sum + pcm.length, 0));
    let at = 0;
    for (const pcm of frames) for (const sample of pcm) samples[at++] = sample / 32_768;
    return samples;
  }

  #firstSound(): number {
    const loudest = this.#levels.reduce((most, level) => Math.max(most, level), 0);
    const first = this.#levels.findIndex((level) => level > loudest * SPEECH_RATIO);
    return Math.max(0, first);
  }

  #quietestGap(): number {
    let quietest = Infinity;
    let cut = MAX_PIECE_FRAMES;
    for (let start = MIN_PIECE_FRAMES; start + GAP_FRAMES <= this.#levels.length; start++) {
      const sum = this.#levels.slice(start, start + GAP_FRAMES).reduce((a, b) => a + b, 0);
      if (sum < quietest) {
        quietest = sum;
        cut = start + GAP_FRAMES / 2;
      }
    }
    return cut;
  }
}
