import { InvalidInputError } from '@vox/voice-core';

import { readWavFormat, type WavFormat } from './wav-format';

/** RF64 and BW64 are RIFF with 64-bit sizes (EBU Tech 3306, ITU-R BS.2088), RIFX is RIFF in big-endian. */
const FORMS: ReadonlySet<string> = new Set(['RIFF', 'RIFX', 'RF64', 'BW64']);
const FIRST_LETTERS: ReadonlySet<number | undefined> = new Set(
  [...FORMS].map((form) => form.charCodeAt(0)),
);
const FORM_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;

/** A `fmt ` or `ds64` chunk has some tens of bytes. */
const MAX_READ_CHUNK_BYTES = 65_536;
/** Cover art and padding for sound editors may stand before the audio; more than this is no file of sound. */
const MAX_BYTES_BEFORE_AUDIO = 16 * 1024 * 1024;
/** Files have some tens; millions of empty ones fit in the bytes. */
const MAX_CHUNKS_BEFORE_AUDIO = 65_536;

/** A size that was not known when the header was written, or stands in `ds64`. */
const UNKNOWN_SIZE = 0xffff_ffff;

export type WavHeader = {
  readonly format: WavFormat;
  /** Bytes of audio as the file says; undefined where its writer says that it did not know. */
  readonly dataBytes: number | undefined;
  /** Bytes of the whole file as it says. */
  readonly fileBytes: number | undefined;
  /** Of what was pushed, the bytes behind the header: audio. */
  readonly rest: Uint8Array<ArrayBuffer>;
};

/** Whether a WAV file may begin at `from` of `bytes`, however few there are. */
export function mayBeWav(bytes: Uint8Array, from = 0): boolean {
  const length = bytes.length - from;
  // Asked of each end of a chunk of audio, which begins with another letter nearly always.
  if (length > 0 && !FIRST_LETTERS.has(bytes[from])) return false;
  const written = tag(bytes, from, from + Math.min(4, length));
  if (![...FORMS].some((form) => form.startsWith(written))) return false;
  return length <= 8 || 'WAVE'.startsWith(tag(bytes, from + 8, from + Math.min(12, length)));
}

/** Where in `bytes` a WAV file begins for certain; -1 when it does not. */
export function findWav(bytes: Uint8Array): number {
  const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = letters.indexOf('WAVE', 8); at !== -1; at = letters.indexOf('WAVE', at + 1)) {
    if (FORMS.has(tag(bytes, at - 8, at - 4))) return at - 8;
  }
  return -1;
}

/**
 * Reads a WAV header from bytes as they come, up to the first byte of audio. What stands before it is dropped chunk
 * by chunk, so that nothing but the format is kept. One instance reads one header.
 */
export class WavHeaderReader {
  #pending: Uint8Array<ArrayBuffer> = new Uint8Array();
  #form: string | undefined;
  #fileBytes: number | undefined;
  #longDataBytes: number | undefined;
  #format: WavFormat | undefined;
  #skipBytes = 0;
  #droppedBytes = 0;
  #droppedChunks = 0;
  #isAfterOddChunk = false;

  /**
   * The header, once it is complete with `bytes`.
   * @throws InvalidInputError naming the part that is wrong: `riff`, `fmt` or `data`.
   */
  push(bytes: Uint8Array): WavHeader | undefined {
    this.#pending = joined(this.#pending, bytes);
    const header = this.#readForm() ? this.#readChunks() : undefined;
    // Once for all chunks, each of which only moves where the rest begins: a copy for each is a square of what came.
    this.#pending = this.#pending.slice();
    return header;
  }

  #readChunks(): WavHeader | undefined {
    for (;;) {
      this.#skip();
      if (this.#skipBytes > 0 || this.#pending.length < CHUNK_HEAD_BYTES) return undefined;
      const id = tag(this.#pending, 0, 4);
      const size = this.#view().getUint32(4, !this.#isBigEndian);
      if (id === 'data') return this.#header(size);
      if (id === 'fmt ' || id === 'ds64') {
        if (size > MAX_READ_CHUNK_BYTES)
          throw new InvalidInputError('fmt', 'the format is no format');
        if (this.#pending.length < CHUNK_HEAD_BYTES + size) return undefined;
        this.#read(id, this.#view(CHUNK_HEAD_BYTES, size));
      }
      this.#skipBytes = CHUNK_HEAD_BYTES + size;
      this.#isAfterOddChunk = size % 2 === 1;
      this.#droppedBytes += this.#skipBytes;
      this.#droppedChunks++;
      if (
        this.#droppedBytes > MAX_BYTES_BEFORE_AUDIO ||
        this.#droppedChunks > MAX_CHUNKS_BEFORE_AUDIO
      ) {
        throw new InvalidInputError('data', 'no audio near the beginning of the file');
      }
    }
  }

  /** What is missing, for a file that ends here. */
  get missing(): InvalidInputError {
    return this.#form === undefined
      ? new InvalidInputError('riff', 'not a WAV file')
      : new InvalidInputError('data', 'no audio in the WAV file');
  }

  get #isBigEndian(): boolean {
    return this.#form === 'RIFX';
  }

  #readForm(): boolean {
    if (this.#form !== undefined) return true;
    if (!mayBeWav(this.#pending)) throw new InvalidInputError('riff', 'not a WAV file');
    if (this.#pending.length < FORM_BYTES) return false;
    this.#form = tag(this.#pending, 0, 4);
    const size = this.#view().getUint32(4, !this.#isBigEndian);
    this.#fileBytes = size === UNKNOWN_SIZE ? undefined : size + CHUNK_HEAD_BYTES;
    this.#skipBytes = FORM_BYTES;
    return true;
  }

  #skip(): void {
    const bytes = Math.min(this.#skipBytes, this.#pending.length);
    this.#pending = this.#pending.subarray(bytes);
    this.#skipBytes -= bytes;
    if (this.#skipBytes > 0 || !this.#isAfterOddChunk || this.#pending.length === 0) return;
    // Chunks are padded to an even length; some writers forget it, and no name begins with a zero.
    if (this.#pending[0] === 0) this.#pending = this.#pending.subarray(1);
    this.#isAfterOddChunk = false;
  }

  #read(id: 'fmt ' | 'ds64', view: DataView): void {
    if (id === 'fmt ') this.#format = readWavFormat(view, this.#isBigEndian);
    else if (view.byteLength >= 16) {
      this.#fileBytes = longSize(view, 0) + CHUNK_HEAD_BYTES;
      this.#longDataBytes = longSize(view, 8);
    }
  }

  #header(size: number): WavHeader {
    if (this.#format === undefined) throw new InvalidInputError('fmt', 'no format before the data');
    return {
      format: this.#format,
      dataBytes: size === UNKNOWN_SIZE ? this.#longDataBytes : size,
      fileBytes: this.#fileBytes,
      rest: this.#pending.slice(CHUNK_HEAD_BYTES),
    };
  }

  #view(from = 0, length?: number): DataView {
    return new DataView(this.#pending.buffer, this.#pending.byteOffset + from, length);
  }
}

function longSize(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function tag(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
