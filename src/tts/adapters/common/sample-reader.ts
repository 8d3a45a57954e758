import { speechFailure } from './speech-failure';
import { readWavHeader, type SampleFormat } from './wav-header';

/** A header with embedded cover art is not a speech server's; this bounds what waits for its end. */
const MAX_HEADER_BYTES = 65_536;

export type SampleReaderOptions = {
  readonly provider: string;
  /** The body must begin with a WAV header; otherwise it may, and is raw 16-bit PCM when it does not. */
  readonly isWav: boolean;
  /** Rate of raw mono PCM; asked when the first bytes come. */
  readonly rawSampleRateHz: () => number;
};

/**
 * Makes mono samples of a speech server's bytes, however they are cut: inside the header, inside a sample.
 *
 * One instance reads one body. A size in the header is a hint: more audio than it promises is audio, unless it is a
 * further chunk of the file; less is a truncated stream.
 */
export class SampleReader {
  readonly #options: SampleReaderOptions;
  #pending: Uint8Array<ArrayBuffer> = new Uint8Array();
  #format: SampleFormat | undefined;
  #promisedBytes: number | undefined;
  #isOver = false;

  constructor(options: SampleReaderOptions) {
    this.#options = options;
  }

  /** Known once the header is read. */
  get sampleRateHz(): number | undefined {
    return this.#format?.sampleRateHz;
  }

  /**
   * The samples that are complete with `bytes`; they are the caller's.
   * @throws ProviderError of category `protocol` when this is no audio.
   */
  push(bytes: Uint8Array): Int16Array {
    if (this.#isOver) return new Int16Array();
    this.#pending = concat(this.#pending, bytes);
    if (this.#format === undefined) this.#readHeader();
    const format = this.#format;
    if (format === undefined) return new Int16Array();
    return this.#takeSamples(format);
  }

  /** @throws ProviderError when the header never came, or less audio than it promised. */
  end(): void {
    if (this.#format === undefined && this.#pending.length > 0) {
      throw speechFailure(this.#options.provider, 'sent no audio', 'protocol');
    }
    if (this.#promisedBytes !== undefined && this.#promisedBytes > 0) {
      throw speechFailure(this.#options.provider, 'stopped before the end of its file', 'server');
    }
  }

  #readHeader(): void {
    const { isWav, rawSampleRateHz } = this.#options;
    if (!isWav && !mayBeWav(this.#pending)) {
      this.#format = { encoding: 's16le', channels: 1, sampleRateHz: rawSampleRateHz() };
      return;
    }
    if (!mayBeWav(this.#pending))
      throw speechFailure(this.#options.provider, 'sent no WAV audio', 'protocol');
    const header = readWavHeader(this.#pending);
    if (header === 'invalid' || this.#pending.length > MAX_HEADER_BYTES) {
      throw speechFailure(
        this.#options.provider,
        'sent a WAV header that cannot be read',
        'protocol',
      );
    }
    if (header === undefined) return;
    this.#format = header.format;
    this.#promisedBytes = header.dataBytes;
    this.#pending = this.#pending.slice(header.bytes);
  }

  #takeSamples(format: SampleFormat): Int16Array {
    const blockBytes = format.channels * (format.encoding === 's16le' ? 2 : 4);
    const parts: Int16Array[] = [];
    while (!this.#isOver) {
      if (this.#promisedBytes === 0) {
        // Enough to tell a further chunk's name from samples.
        if (this.#pending.length < 4) break;
        if (isChunkName(this.#pending)) {
          this.#isOver = true;
          break;
        }
        this.#promisedBytes = undefined;
      }
      const limit = Math.min(this.#pending.length, this.#promisedBytes ?? Infinity);
      const usable = limit - (limit % blockBytes);
      // A promise that ends inside a sample cannot be kept.
      if (usable === 0 && this.#promisedBytes !== undefined && this.#promisedBytes < blockBytes) {
        this.#promisedBytes = undefined;
        continue;
      }
      if (usable === 0) break;
      parts.push(toMono(this.#pending.slice(0, usable), format));
      this.#pending = this.#pending.slice(usable);
      if (this.#promisedBytes !== undefined) this.#promisedBytes -= usable;
    }
    return parts.length === 1 ? (parts[0] as Int16Array) : join(parts);
  }
}

function mayBeWav(bytes: Uint8Array): boolean {
  return [...'RIFF'].every(
    (letter, at) => at >= bytes.length || bytes[at] === letter.charCodeAt(0),
  );
}

/** `LIST`, `id3 ` and the like; as four bytes of audio they would be an odd pair of loud samples. */
function isChunkName(bytes: Uint8Array): boolean {
  return /^[A-Za-z][A-Za-z0-9 ]{3}$/u.test(String.fromCharCode(...bytes.subarray(0, 4)));
}

/** `bytes` are whole blocks in memory of their own. */
function toMono(
  bytes: Uint8Array<ArrayBuffer>,
  { encoding, channels }: SampleFormat,
): Int16Array<ArrayBuffer> {
  const isFloat = encoding === 'f32le';
  if (!isFloat && channels === 1) return new Int16Array(bytes.buffer);
  const samples = isFloat ? new Float32Array(bytes.buffer) : new Int16Array(bytes.buffer);
  const mono = new Int16Array(samples.length / channels);
  for (let at = 0; at < mono.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += samples[at * channels + channel] as number;
    }
    const value = Math.round((sum / channels) * (isFloat ? 32_767 : 1));
    mono[at] = Math.max(-32_768, Math.min(32_767, value));
  }
  return mono;
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function join(parts: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
