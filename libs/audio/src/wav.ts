import { monoSamples, type WavFormat } from './wav-format';
import { WavHeaderReader } from './wav-header';

const HEADER_BYTES = 44;
const FORMAT_PCM = 1;

/** The samples of a WAV file as they lie in it, copied from it. */
export type WavSamples = { readonly format: WavFormat; readonly data: Uint8Array };

/**
 * Finds the samples of a WAV file (RIFF, RIFX or RF64): 8 to 32-bit PCM, 32/64-bit float, A-law or µ-law, any channel
 * count.
 *
 * Chunks it does not know are skipped. A data size that was never filled in (streamed files) or that exceeds the file
 * means "up to the end".
 * @throws InvalidInputError naming the part that is wrong: `riff`, `fmt` or `data`.
 */
export function findWavSamples(bytes: Uint8Array): WavSamples {
  const reader = new WavHeaderReader();
  const header = reader.push(bytes);
  if (header === undefined) throw reader.missing;
  const { format, dataBytes, rest } = header;
  const isSizeKnown = header.fileBytes === bytes.length;
  const isWholeRest =
    dataBytes === undefined || dataBytes > rest.length || (dataBytes === 0 && !isSizeKnown);
  return { format, data: isWholeRest ? rest : rest.subarray(0, dataBytes) };
}

/**
 * Reads a short WAV file at once, as `findWavSamples` finds it, mixed down to mono.
 * @throws InvalidInputError as `findWavSamples` does.
 */
export function readWav(bytes: Uint8Array): { pcm: Int16Array; sampleRateHz: number } {
  const { format, data } = findWavSamples(bytes);
  return { pcm: monoSamples(data, format), sampleRateHz: format.sampleRateHz };
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
