import { setTimeout as sleep } from 'node:timers/promises';

import { percentile } from '../report';
import { BenchSession } from './bench-session';
import type { Percentiles, TimedResult } from './cell-result';
import { Driver } from './driver';
import type { Engines } from './engines';
import { collectedHeapBytes } from './heap';
import { Observations } from './observations';
import { ROUND_MS } from './script';
import { type VoiceLoop } from './voice-loop';

/** Every session has begun after one round; code is compiled and heaps have their size after another. */
const WARM_UP_MS = 2 * ROUND_MS;

/** After a forced collection, before anything is measured. */
const SETTLE_MS = 1000;

/** Spreads what is counted in whole numbers evenly over an interval, without common periods. */
const GOLDEN_RATIO = 0.618_034;

/** Runs `sessions` in real time for `windowMs` (whole rounds) after a warm-up; the engines alone when the loop is absent. */
export async function runTimed(
  sessions: number,
  windowMs: number,
  engines: Engines,
  loop: VoiceLoop | undefined,
): Promise<TimedResult> {
  const observations = new Observations();
  collectedHeapBytes();
  const rssBeforeBytes = process.memoryUsage.rss();
  const startsAtMs = performance.now();
  const participants = Array.from(
    { length: sessions },
    (_, index) =>
      new BenchSession(observations, {
        startsAtMs: startsAtMs + ((index * GOLDEN_RATIO) % 1) * ROUND_MS,
        bargeInMinSpeechMs: loop?.bargeInMinSpeechMs ?? 0,
        isIdle: false,
      }),
  );
  for (const participant of participants) {
    participant.join((session) => (loop ?? engines).converse(session));
  }
  const driver = new Driver(participants);
  await sleep(WARM_UP_MS);

  const heapBeforeBytes = collectedHeapBytes();
  await sleep(SETTLE_MS);
  driver.lateness.reset();
  const cpuBefore = process.cpuUsage();
  observations.isOpen = true;
  const openedAtMs = performance.now();
  await sleep(windowMs - SETTLE_MS);
  observations.isOpen = false;
  const cpu = process.cpuUsage(cpuBefore);
  const measuredMs = performance.now() - openedAtMs;
  const rssBytes = process.memoryUsage.rss();
  const heapGrowthBytes = collectedHeapBytes() - heapBeforeBytes;

  driver.stop();
  await Promise.all(participants.map((participant) => participant.hangUp()));
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  return {
    sessions,
    sessionMinutes: (sessions * measuredMs) / 60_000,
    addedDelayMs: summary(observations.addedDelaysMs),
    stopDelayMs: summary(observations.stopDelaysMs),
    stagesMs: {
      endpointing: percentile(observations.stages.endpointing, 0.5),
      model: percentile(observations.stages.model, 0.5),
      voice: percentile(observations.stages.voice, 0.5),
    },
    missed: observations.missed,
    failures: observations.failures,
    cpuSeconds,
    cpuRatio: (cpuSeconds * 1000) / measuredMs,
    latenessP99Ms: driver.lateness.percentile(99) / 1000,
    latenessMaxMs: driver.lateness.max / 1000,
    heapGrowthBytes,
    rssBytes,
    rssGrowthBytes: rssBytes - rssBeforeBytes,
    longestInputQueue: observations.longestInputQueue,
    longestRecognizerQueue: engines.recognizer.longestQueue,
    refusedFrames: observations.refusedFrames,
  };
}

function summary(values: readonly number[]): Percentiles {
  return {
    count: values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
  };
}
