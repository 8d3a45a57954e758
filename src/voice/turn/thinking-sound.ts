import { type AudioFrame, type Clock, FRAME_MS, frameSamples } from '@vox/voice-core';

import type { Output } from '../output/output';

/** Two soft notes, then rest: a sign of life, not music. C5 and E5, as people know it from the predecessor. */
const NOTES = [
  { frequencyHz: 523.25, startMs: 0, durationMs: 300 },
  { frequencyHz: 659.25, startMs: 320, durationMs: 300 },
] as const;
const PERIOD_MS = 1600;

/** About -32 dB: well below speech. */
const AMPLITUDE = 800;

/** The notes are over by then; the rest of the period is silence. */
const NOTES_MS = 620;

/**
 * Plays the sound, frame by frame in real time, until `signal` aborts, and not over somebody who speaks. Where the output
 * is shared it waits until that is free, and gives it back after each pair of notes: answers that are ready go first.
 */
export async function playThinkingSound(
  output: Output,
  clock: Clock,
  isPaused: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await output.acquire(signal);
    const startedAtMs = clock.nowMs();
    for (let atMs = 0; atMs < NOTES_MS && !isPaused() && !signal.aborted; atMs += FRAME_MS) {
      output.write(frameAt(atMs, output));
      await clock.sleepUntil(startedAtMs + atMs + FRAME_MS, signal);
    }
    output.release();
    await clock.sleepUntil(startedAtMs + PERIOD_MS, signal);
  }
}

function frameAt(atMs: number, { sampleRateHz }: Output): AudioFrame {
  const pcm = new Int16Array(frameSamples(sampleRateHz));
  for (let i = 0; i < pcm.length; i++) pcm[i] = Math.round(level(atMs + (i * 1000) / sampleRateHz));
  return { pcm, sampleRateHz };
}

function level(atMs: number): number {
  let sum = 0;
  for (const { frequencyHz, startMs, durationMs } of NOTES) {
    const elapsedMs = atMs - startMs;
    if (elapsedMs < 0 || elapsedMs >= durationMs) continue;
    const swell = Math.sin((Math.PI * elapsedMs) / durationMs) ** 2;
    sum += AMPLITUDE * swell * Math.sin((2 * Math.PI * frequencyHz * atMs) / 1000);
  }
  return sum;
}
