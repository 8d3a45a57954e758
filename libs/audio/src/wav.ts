import { InvalidInputError } from '@vox/voice-core';

const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
/** The real format is then the first word of the sub-format id. */
const FORMAT_EXTENSIBLE = 0xfffe;

const MAX_CHANNELS = 64;
const HEADER_BYTES = 44;

type Format = {
  readonly kind: 'integer' | 'float';
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
};

/**
 * Reads a WAV file: 8, 16, 24 or 32-bit PCM or 32/64-bit float, any channel count, mixed down to mono.
 *
 * Chunks it does not know are skipped. A data size that was never filled in (streamed files) or that
 * exceeds the file means "up to the end".
 * @throws InvalidInputError naming the part that is wrong: `riff`, `fmt` or `data`.
 */
export function readWav(bytes: Uint8Array): { pcm: Int16Array; sampleRateHz: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') {
    throw new InvalidInputError('riff', 'not a WAV file');
  }
  const isSizeKnown = view.getUint32(4, true) + 8 === bytes.length;
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    const left = bytes.length - start;
    const id = tag(view, at);
    if (id === 'fmt ') format = readFormat(view, start, Math.min(size, left));
    else if (id === 'data') {
      if (format === undefined) throw new InvalidInputError('fmt', 'no format before the data');
      const isPlaceholder = size > left || (size === 0 && !isSizeKnown);
      return {
        pcm: mixDown(view, start, isPlaceholder ? left : size, format),
        sampleRateHz: format.sampleRateHz,
      };
    }
    // Chunks are padded to an even length.
    at = start + size + (size % 2);
  }
  throw new InvalidInputError('data', 'no audio in the WAV file');
}

/** A 16-bit mono WAV file. */
export function writeWav(pcm: Int16Array, sampleRateHz: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + pcm.byteLength);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) view.setUint8(at + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + pcm.byteLength, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, pcm.byteLength, true);
  for (let i = 0; i < pcm.length; i++) view.setInt16(HEADER_BYTES + i * 2, pcm[i] as number, true);
  return bytes;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}

function readFormat(view: DataView, at: number, sizeBytes: number): Format {
  if (sizeBytes < 16) throw new InvalidInputError('fmt', 'the format chunk is too short');
  const written = view.getUint16(at, true);
  const code =
    written === FORMAT_EXTENSIBLE && sizeBytes >= 26 ? view.getUint16(at + 24, true) : written;
  const channels = view.getUint16(at + 2, true);
  const sampleRateHz = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const widths = code === FORMAT_PCM ? [8, 16, 24, 32] : code === FORMAT_FLOAT ? [32, 64] : [];
  if (!widths.includes(bits)) {
    throw new InvalidInputError('fmt', `unsupported WAV encoding ${code} with ${bits} bits`);
  }
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw new InvalidInputError('fmt', `unsupported channel count ${channels}`);
  }
  if (sampleRateHz < 1000 || sampleRateHz > 768_000) {
    throw new InvalidInputError('fmt', `unsupported sample rate ${sampleRateHz} Hz`);
  }
  const kind = code === FORMAT_FLOAT ? 'float' : 'integer';
  return { kind, channels, sampleRateHz, bytesPerSample: bits / 8 };
}

function mixDown(view: DataView, start: number, sizeBytes: number, format: Format): Int16Array {
  const { channels, bytesPerSample } = format;
  const read = sampleReader(view, format);
  const pcm = new Int16Array(Math.floor(sizeBytes / (channels * bytesPerSample)));
  let at = start;
  for (let index = 0; index < pcm.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += read(at);
    const value = Math.round((sum / channels) * 32_768);
    pcm[index] = Math.max(-32_768, Math.min(32_767, Number.isNaN(value) ? 0 : value));
  }
  return pcm;
}

/** Reads one sample as -1…1. */
function sampleReader(view: DataView, format: Format): (at: number) => number {
  if (format.kind === 'float') {
    return format.bytesPerSample === 4
      ? (at) => view.getFloat32(at, true)
      : (at) => view.getFloat64(at, true);
  }
  switch (format.bytesPerSample) {
    case 1:
      // The only unsigned one.
      return (at) => (view.getUint8(at) - 128) / 128;
    case 2:
      return (at) => view.getInt16(at, true) / 32_768;
    case 3:
      return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
    default:
      return (at) => view.getInt32(at, true) / 2_147_483_648;
  }
}
