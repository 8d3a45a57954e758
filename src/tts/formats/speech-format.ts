import { bytesFromPcm, Framer, OPUS_CLOCK_HZ, OpusEncoder, Resampler, writeWav } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

/**
 * `wav`: 16-bit mono with a header. `pcm`: the same without one, little-endian. `opus`: mono at 48 kHz, 20 ms a
 * packet.
 */
export const speechFormats = ['wav', 'pcm', 'opus'] as const;
export type SpeechFormat = (typeof speechFormats)[number];

const WAV_DATA_SIZE_AT = 40;
/** What a header says whose writer does not know the length yet. */
const UNKNOWN_BYTES = 0xffff_ffff;
/** Pushes the end of the speech out of the resampler's filter. */
const FLUSH_MS = 20;

/**
 * The bytes of `frames` in `format`, as they come. The first chunk of `wav` is its header, with placeholder sizes;
 * each chunk of `opus` is one packet. `sampleRateHz` is that of `wav` and `pcm`.
 */
export async function* encodeSpeech(
  frames: AsyncIterable<AudioFrame>,
  format: SpeechFormat,
  sampleRateHz: number,
): AsyncGenerator<Uint8Array, void, void> {
  if (format === 'opus') {
    yield* opusPackets(frames);
    return;
  }
  if (format === 'wav') yield streamedWavHeader(sampleRateHz);
  for await (const pcm of resampled(frames, sampleRateHz)) yield bytesFromPcm(pcm);
}

/** Mono samples at `toHz`, as they come. Frames may change their rate on the way. */
export async function* resampled(
  frames: AsyncIterable<AudioFrame>,
  toHz: number,
): AsyncGenerator<Int16Array, void, void> {
  let stage: { readonly fromHz: number; readonly resampler: Resampler } | undefined;
  for await (const { pcm, sampleRateHz: fromHz } of frames) {
    if (stage?.fromHz !== fromHz) stage = { fromHz, resampler: new Resampler(fromHz, toHz) };
    const ready = stage.resampler.push(pcm);
    if (ready.length > 0) yield ready;
  }
  if (stage === undefined || stage.fromHz === toHz) return;
  yield stage.resampler.push(new Int16Array((stage.fromHz * FLUSH_MS) / 1000));
}

async function* opusPackets(frames: AsyncIterable<AudioFrame>): AsyncGenerator<Uint8Array> {
  const encoder = new OpusEncoder();
  const framer = new Framer(OPUS_CLOCK_HZ);
  for await (const pcm of resampled(frames, OPUS_CLOCK_HZ)) {
    for (const frame of framer.push(pcm)) yield encoder.encode(frame.pcm);
  }
  const last = framer.flush();
  if (last !== undefined) yield encoder.encode(last.pcm);
}

function streamedWavHeader(sampleRateHz: number): Uint8Array {
  const header = writeWav(new Int16Array(), sampleRateHz);
  const view = new DataView(header.buffer);
  view.setUint32(4, UNKNOWN_BYTES, true);
  view.setUint32(WAV_DATA_SIZE_AT, UNKNOWN_BYTES, true);
  return header;
}
