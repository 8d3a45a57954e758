import { FRAME_MS } from '@vox/voice-core';
import { setImmediate } from 'node:timers/promises';

import { BenchSession } from './bench-session';
import type { IdleResult } from './cell-result';
import { collectedHeapBytes } from './heap';
import { Observations } from './observations';
import type { VoiceLoop } from './voice-loop';

const FRAMES_PER_TICK = 50;
const MINUTE_MS = 60_000;

/** Feeds silence to `sessions` as fast as they take it: the loop tells time by audio, so minutes pass in seconds. */
export async function runIdle(
  sessions: number,
  minutes: number,
  loop: VoiceLoop,
): Promise<IdleResult> {
  const observations = new Observations();
  const participants = Array.from(
    { length: sessions },
    () =>
      new BenchSession(observations, {
        startsAtMs: 0,
        bargeInMinSpeechMs: loop.bargeInMinSpeechMs,
        isIdle: true,
      }),
  );
  for (const participant of participants) participant.join((session) => loop.converse(session));
  await setImmediate();
  const heapBytes = [collectedHeapBytes()];
  for (let minute = 0; minute < minutes; minute++) {
    for (let fedMs = 0; fedMs < MINUTE_MS; fedMs += FRAMES_PER_TICK * FRAME_MS) {
      for (const participant of participants) {
        for (let frame = 0; frame < FRAMES_PER_TICK; frame++) participant.feed();
      }
      await setImmediate();
    }
    heapBytes.push(collectedHeapBytes());
  }
  if (observations.refusedFrames > 0) {
    throw new Error(`${observations.refusedFrames} frames were not taken.`);
  }
  await Promise.all(participants.map((participant) => participant.hangUp()));
  return { sessions, heapBytes };
}
