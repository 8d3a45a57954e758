import { findWav, mayBeWav, monoSamples, type WavFormat, WavHeaderReader } from '@vox/audio';
import { InvalidInputError } from '@vox/voice-core';

import { audioKind } from './audio-kind';
import { speechFailure } from './speech-failure';

/** `RIFF`, a size, `WAVE`. */
const SIGNATURE_BYTES = 12;

/** A stray line or a tag may stand before a file; more than this is something else. */
const MAX_STRAY_BYTES = 4096;

export type SampleReaderOptions = {
  readonly provider: string;
  /** Whether a body that is no WAV file is raw 16-bit PCM, else it is refused; asked when its first bytes came. */
  readonly mayBeRaw: () => boolean;
  /** Rate of raw PCM; asked when the first bytes come. */
  readonly rawSampleRateHz: () => number;
  /** No speech of this text is longer: a file that promises more has not counted. */
  readonly maxMs: number;
};

/** Mono samples of one rate. */
export type Samples = { readonly pcm: Int16Array; readonly sampleRateHz: number };

type State =
  | { readonly name: 'start' }
  | { readonly name: 'header'; readonly reader: WavHeaderReader }
  /** `promisedBytes` is what is still to come of the file, Infinity where nobody knows. */
  | { readonly name: 'audio'; readonly format: WavFormat; promisedBytes: number }
  /** All that was promised has come; one byte of padding may follow. */
  | { readonly name: 'after'; readonly format: WavFormat; readonly mayBePadded: boolean }
  | { readonly name: 'chunk'; readonly format: WavFormat; leftBytes: number };

/**
 * Makes mono samples of a speech server's bytes, however they are cut: inside the header, inside a sample.
 *
 * One instance reads one body, which may hold several files one after the other, as servers write that join sentences.
 * A size in a header is a hint: more audio than it promises is audio, unless it is a further chunk of the file; less
 * is a truncated stream.
 */
export class SampleReader {
  readonly #options: SampleReaderOptions;
  #pending: Uint8Array<ArrayBuffer> = new Uint8Array();
  #state: State = { name: 'start' };

  constructor(options: SampleReaderOptions) {
    this.#options = options;
  }

  /**
   * The samples that are complete with `bytes`; they are the caller's.
   * @throws ProviderError of category `protocol` when this is no audio.
   */
  push(bytes: Uint8Array): Samples[] {
    return this.#read(bytes, false);
  }

  /**
   * What was held back.
   * @throws ProviderError when the audio never came, or less of it than its header promised.
   */
  end(): Samples[] {
    const last = this.#read(new Uint8Array(), true);
    const state = this.#state;
    if (state.name === 'header') throw this.#failure('sent a WAV header that breaks off');
    if (state.name === 'audio' && state.promisedBytes > 0 && state.promisedBytes !== Infinity) {
      throw speechFailure(this.#options.provider, 'stopped before the end of its file', 'server');
    }
    return last;
  }

  #read(bytes: Uint8Array, isWhole: boolean): Samples[] {
    this.#pending = concat(this.#pending, bytes);
    const samples: Samples[] = [];
    while (this.#step(samples, isWhole)) continue;
    // Once for all chunks, each of which only moves where the rest begins: a copy for each is a square of what came.
    this.#pending = this.#pending.slice();
    return samples;
  }

  /** One step; false when it needs more bytes. */
  #step(samples: Samples[], isWhole: boolean): boolean {
    const state = this.#state;
    switch (state.name) {
      case 'start':
        return this.#start(isWhole);
      case 'header':
        return this.#readHeader(state.reader);
      case 'audio':
        return this.#takeSamples(state, samples, isWhole);
      case 'after':
        return this.#goOn(state);
      case 'chunk':
        return this.#skip(state);
    }
  }

  #start(isWhole: boolean): boolean {
    const found = audioKind(this.#pending, isWhole);
    if (found === undefined) return false;
    if (found.kind === 'wav') return this.#enter(newHeader());
    if (this.#options.mayBeRaw() && found.kind === 'unknown') {
      return this.#enter({ name: 'audio', format: this.#rawFormat(), promisedBytes: Infinity });
    }
    const at = findWav(this.#pending);
    if (at !== -1) {
      this.#pending = this.#pending.slice(at);
      return true;
    }
    if (found.kind === 'other') throw this.#failure(`sent ${found.name}, which was not asked for`);
    if (isWhole || this.#pending.length > MAX_STRAY_BYTES) throw this.#failure('sent no WAV audio');
    return false;
  }

  #readHeader(reader: WavHeaderReader): boolean {
    try {
      const header = reader.push(this.#pending);
      this.#pending = header?.rest ?? new Uint8Array();
      if (header === undefined) return false;
      const { format, dataBytes = 0 } = header;
      return this.#enter({
        name: 'audio',
        format,
        promisedBytes: this.#believed(format, dataBytes),
      });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      throw speechFailure(
        this.#options.provider,
        `sent a WAV header that cannot be read (${error.message})`,
        'protocol',
        { cause: error },
      );
    }
  }

  /** Streaming servers promise nothing, or what nobody can keep: 2,000,000,000 bytes for a sentence. */
  #believed({ sampleRateHz, channels, bytesPerSample }: WavFormat, bytes: number): number {
    const promisedMs = (bytes * 1000) / (sampleRateHz * channels * bytesPerSample);
    return bytes === 0 || promisedMs > this.#options.maxMs ? Infinity : bytes;
  }

  #takeSamples(state: State & { name: 'audio' }, samples: Samples[], isWhole: boolean): boolean {
    const { format } = state;
    const blockBytes = format.channels * format.bytesPerSample;
    const next = findWav(this.#pending);
    const end = next === -1 ? this.#pending.length - (isWhole ? 0 : heldBack(this.#pending)) : next;
    const limit = Math.min(end, state.promisedBytes);
    const usable = limit - (limit % blockBytes);
    if (usable > 0) {
      const pcm = monoSamples(this.#pending.subarray(0, usable), format);
      samples.push({ pcm, sampleRateHz: format.sampleRateHz });
      this.#pending = this.#pending.slice(usable);
      state.promisedBytes -= usable;
    }
    if (next !== -1 && next - usable < blockBytes) {
      this.#pending = this.#pending.slice(next - usable);
      return this.#enter(newHeader());
    }
    // A promise that ends inside a sample cannot be kept.
    if (state.promisedBytes > 0 && state.promisedBytes < blockBytes) {
      state.promisedBytes = Infinity;
      return true;
    }
    if (state.promisedBytes > 0) return usable > 0;
    return this.#enter({ name: 'after', format, mayBePadded: blockBytes % 2 === 1 });
  }

  /** Behind the audio: another file, a further chunk, or more audio than was promised. */
  #goOn({ format, mayBePadded }: State & { name: 'after' }): boolean {
    if (this.#pending.length < SIGNATURE_BYTES) return false;
    const rest = this.#pending;
    const isPadded = mayBePadded && rest[0] === 0 && isChunk(rest.subarray(1), format);
    if (isPadded) this.#pending = rest.subarray(1);
    if (mayBeWav(this.#pending)) return this.#enter(newHeader());
    if (!isChunk(this.#pending, format)) {
      return this.#enter({ name: 'audio', format, promisedBytes: Infinity });
    }
    const { buffer, byteOffset } = this.#pending;
    const size = new DataView(buffer, byteOffset).getUint32(4, !format.isBigEndian);
    return this.#enter({ name: 'chunk', format, leftBytes: 8 + size + (size % 2) });
  }

  #skip(state: State & { name: 'chunk' }): boolean {
    // Behind the chunk nothing counts here: looking through the rest for each chunk is a square of what came.
    const next = findWav(this.#pending.subarray(0, state.leftBytes + SIGNATURE_BYTES));
    const skipped = Math.min(state.leftBytes, next === -1 ? this.#pending.length : next);
    this.#pending = this.#pending.subarray(skipped);
    state.leftBytes -= skipped;
    if (next === skipped) return this.#enter(newHeader());
    const isSkipped = state.leftBytes === 0;
    return isSkipped && this.#enter({ name: 'after', format: state.format, mayBePadded: false });
  }

  #rawFormat(): WavFormat {
    const sampleRateHz = this.#options.rawSampleRateHz();
    return { kind: 'integer', channels: 1, bytesPerSample: 2, isBigEndian: false, sampleRateHz };
  }

  #enter(state: State): true {
    this.#state = state;
    return true;
  }

  #failure(what: string) {
    return speechFailure(this.#options.provider, what, 'protocol');
  }
}

function newHeader(): State {
  return { name: 'header', reader: new WavHeaderReader() };
}

/** How many of the last bytes may be the begin of another file. */
function heldBack(bytes: Uint8Array): number {
  for (let at = Math.max(0, bytes.length - SIGNATURE_BYTES + 1); at < bytes.length; at++) {
    if (mayBeWav(bytes, at)) return bytes.length - at;
  }
  return 0;
}

/** Chunks that are known to follow audio. */
const CHUNKS: ReadonlySet<string> = new Set([
  ...[
    'LIST',
    'JUNK',
    'junk',
    'PAD ',
    'FLLR',
    'bext',
    'cart',
    'chna',
    'iXML',
    'axml',
    '_PMX',
    'umid',
  ],
  ...[
    'cue ',
    'fact',
    'smpl',
    'inst',
    'plst',
    'note',
    'labl',
    'ltxt',
    'PEAK',
    'DISP',
    'strc',
    'acid',
  ],
  ...['id3 ', 'ID3 ', 'afsp', 'minf', 'elm1', 'regn'],
]);

/** `LIST`, `id3 ` and the like; as four bytes of 16-bit audio they would be an odd pair of loud samples. */
function isChunk(bytes: Uint8Array, { bytesPerSample }: WavFormat): boolean {
  const name = String.fromCharCode(...bytes.subarray(0, 4));
  return CHUNKS.has(name) || (bytesPerSample > 1 && /^[A-Za-z][A-Za-z0-9 ]{3}$/u.test(name));
}

function concat(first: Uint8Array<ArrayBuffer>, second: Uint8Array): Uint8Array<ArrayBuffer> {
  if (second.length === 0) return first;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
