import { levelDb, OPUS_CLOCK_HZ, OpusDecoder } from '@vox/audio';

import type { RecordedFrame, VoiceRecording } from './recording';

/** Louder than this is voice, in recorded sentences as in a bot's answers. */
const AUDIBLE_DB = -40;

const SAMPLES_PER_10_MS = OPUS_CLOCK_HZ / 100;

/** Sound and when it began, in ms of `performance.now()`; mono samples of 48 kHz. */
export type PlacedSound = { readonly atMs: number; readonly pcm: Int16Array };

/**
 * What a bot said, each stretch without a pause placed at the arrival of its first packet: arrival times within a
 * stretch are the network's, not the voice's.
 */
export function botSpeech(recording: VoiceRecording): PlacedSound[] {
  const stretches: RecordedFrame[][] = [];
  for (const frame of recording.voiced) {
    const stretch = stretches.at(-1);
    // Silence frames have numbers too, so a pause is a gap in those of the voice.
    const next = ((stretch?.at(-1)?.sequence ?? Number.NaN) + 1) & 0xffff;
    if (stretch !== undefined && next === frame.sequence) stretch.push(frame);
    else stretches.push([frame]);
  }
  return stretches.map((frames) => ({
    atMs: frames[0]?.arrivedAtMs ?? 0,
    pcm: joined(decoded(frames).map(({ pcm }) => pcm)),
  }));
}

/** When the first packet from `fromMs` on came whose sound can be heard, in ms of `performance.now()`. */
export function audibleAtMs(recording: VoiceRecording, fromMs: number): number | undefined {
  const frames = recording.voiced.filter(({ arrivedAtMs }) => arrivedAtMs >= fromMs);
  return decoded(frames).find(({ pcm }) => levelDb(pcm) > AUDIBLE_DB)?.atMs;
}

/** Where the last sound ends that can be heard, in ms from the beginning of mono samples of 48 kHz. */
export function audibleEndMs(pcm48k: Int16Array): number {
  let end = pcm48k.length;
  while (
    end > 0 &&
    levelDb(pcm48k.subarray(Math.max(0, end - SAMPLES_PER_10_MS), end)) <= AUDIBLE_DB
  ) {
    end -= SAMPLES_PER_10_MS;
  }
  return (Math.max(0, end) * 1000) / OPUS_CLOCK_HZ;
}

function decoded(frames: readonly RecordedFrame[]): PlacedSound[] {
  const decoder = new OpusDecoder();
  return frames.flatMap(({ opus, arrivedAtMs }) =>
    opus === undefined ? [] : [{ atMs: arrivedAtMs, pcm: decoder.decode(opus) }],
  );
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const pcm = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    pcm.set(piece, at);
    at += piece.length;
  }
  return pcm;
}
