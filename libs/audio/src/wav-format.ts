import { InvalidInputError } from '@vox/voice-core';

import { aLawSample, muLawSample } from './g711';

const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_A_LAW = 6;
const FORMAT_MU_LAW = 7;
/** The real format is then the first word of the sub-format id. */
const FORMAT_EXTENSIBLE = 0xfffe;

const MAX_CHANNELS = 64;

/** How the samples of a WAV file are to be read. */
export type WavFormat = {
  readonly kind: 'integer' | 'float' | 'a-law' | 'mu-law';
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
  /** RIFX writes all its numbers the other way round. */
  readonly isBigEndian: boolean;
};

/**
 * Reads the body of a `fmt ` chunk.
 * @throws InvalidInputError for `fmt`, when it is too short or names what cannot be read.
 */
export function readWavFormat(view: DataView, isBigEndian: boolean): WavFormat {
  const sizeBytes = view.byteLength;
  if (sizeBytes < 16) throw new InvalidInputError('fmt', 'the format chunk is too short');
  const word = (at: number) => view.getUint16(at, !isBigEndian);
  const written = word(0);
  const code = written === FORMAT_EXTENSIBLE && sizeBytes >= 26 ? word(24) : written;
  const channels = word(2);
  const sampleRateHz = view.getUint32(4, !isBigEndian);
  const bits = word(14);
  const kind = kindOf(code, bits);
  if (kind === undefined) {
    throw new InvalidInputError('fmt', `unsupported WAV encoding ${code} with ${bits} bits`);
  }
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw new InvalidInputError('fmt', `unsupported channel count ${channels}`);
  }
  if (sampleRateHz < 1000 || sampleRateHz > 768_000) {
    throw new InvalidInputError('fmt', `unsupported sample rate ${sampleRateHz} Hz`);
  }
  // 12 and 20 bits stand at the upper end of the next whole byte.
  return { kind, channels, sampleRateHz, bytesPerSample: Math.ceil(bits / 8), isBigEndian };
}

function kindOf(code: number, bits: number): WavFormat['kind'] | undefined {
  switch (code) {
    case FORMAT_PCM:
      return bits >= 8 && bits <= 32 ? 'integer' : undefined;
    case FORMAT_FLOAT:
      return bits === 32 || bits === 64 ? 'float' : undefined;
    case FORMAT_A_LAW:
      return bits === 8 ? 'a-law' : undefined;
    case FORMAT_MU_LAW:
      return bits === 8 ? 'mu-law' : undefined;
    default:
      return undefined;
  }
}

/** The samples of `bytes` as 16-bit mono, in memory of their own; a block that is not whole is left out. */
export function monoSamples(bytes: Uint8Array, format: WavFormat): Int16Array<ArrayBuffer> {
  const { channels, bytesPerSample } = format;
  if (isAsItIs(format)) return copied(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = sampleReader(view, format);
  const pcm = new Int16Array(Math.floor(bytes.length / (channels * bytesPerSample)));
  let at = 0;
  for (let index = 0; index < pcm.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += read(at);
    const value = Math.round((sum / channels) * 32_768);
    pcm[index] = Math.max(-32_768, Math.min(32_767, Number.isNaN(value) ? 0 : value));
  }
  return pcm;
}

/** Reads one sample as -1…1. */
function isAsItIs({ kind, channels, bytesPerSample, isBigEndian }: WavFormat): boolean {
  return kind === 'integer' && channels === 1 && bytesPerSample === 2 && !isBigEndian;
}

/** What nearly every voice sends. A loop over its samples would be a fifth of all that is done with them. */
function copied(bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(bytes.length >> 1);
  new Uint8Array(pcm.buffer).set(bytes.subarray(0, pcm.byteLength));
  return pcm;
}

function sampleReader(view: DataView, format: WavFormat): (at: number) => number {
  const isLittle = !format.isBigEndian;
  switch (format.kind) {
    case 'a-law':
      return (at) => aLawSample(view.getUint8(at)) / 32_768;
    case 'mu-law':
      return (at) => muLawSample(view.getUint8(at)) / 32_768;
    case 'float':
      return format.bytesPerSample === 4
        ? (at) => view.getFloat32(at, isLittle)
        : (at) => view.getFloat64(at, isLittle);
    case 'integer':
      return integerReader(view, format.bytesPerSample, isLittle);
  }
}

function integerReader(
  view: DataView,
  bytesPerSample: number,
  isLittle: boolean,
): (at: number) => number {
  switch (bytesPerSample) {
    case 1:
      // The only unsigned one.
      return (at) => (view.getUint8(at) - 128) / 128;
    case 2:
      return (at) => view.getInt16(at, isLittle) / 32_768;
    case 3:
      return isLittle
        ? (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
        : (at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1)) / 8_388_608;
    default:
      return (at) => view.getInt32(at, isLittle) / 2_147_483_648;
  }
}
