import { percentile, printTable } from '../report';
import type { IdleResult, JoinResult, Percentiles, TimedResult } from './cell-result';
import { PEER_NAME, PEER_NOTE, PEER_ROWS } from './peer';

const MEGABYTE = 1024 * 1024;

/** Minutes in which code is still being compiled. */
const WARM_UP_MINUTES = 2;

/** One number of sessions: the loop's run, and that of the driver and the scripted engines without it. */
export type Measured = { readonly loop: TimedResult; readonly harness: TimedResult };

/** The figures, each number of sessions followed by the peer's. */
export function printTimed(measured: readonly Measured[]): void {
  printTable(
    [
      'sessions in one process',
      'added delay ms p50/p95/p99',
      'barge-in stop beyond policy ms p50/p95/p99',
      'CPU s per session-min',
      'loop, for each further session',
      'event loop held up ms p99/max',
      'heap MB per session-min',
      'RSS MB per session',
    ],
    measured.flatMap(({ loop, harness }, index) => {
      const { sessions } = loop;
      const peer = PEER_ROWS[sessions];
      const name = `  ${PEER_NAME}`;
      return [
        [
          String(sessions),
          percentiles(loop.addedDelayMs),
          percentiles(loop.stopDelayMs),
          `${perSessionMinute(loop.cpuSeconds, loop)} (driver and engines ${perSessionMinute(harness.cpuSeconds, harness)}, loop ${loopCpu({ loop, harness }).toFixed(3)})`,
          furtherCpu(measured[index - 1], { loop, harness }),
          `${lateness(loop)} (without the loop ${lateness(harness)})`,
          (loop.heapGrowthBytes / MEGABYTE / loop.sessionMinutes).toFixed(3),
          (loop.rssGrowthBytes / MEGABYTE / sessions).toFixed(2),
        ],
        peer === undefined
          ? [name, sessions > 100 ? 'not run: 100 sessions are more than one core' : 'not run']
          : [
              name,
              peer.addedDelay,
              peer.stopDelay,
              peer.cpuPerSessionMinute,
              peer.cpuPerFurtherSession,
              peer.lateness,
              peer.heap,
              peer.rssPerSession,
            ],
      ];
    }),
  );
  printTable(
    [
      'sessions',
      'answers',
      'barge-ins',
      'missed',
      'failed',
      'endpointing ms p50',
      'model ms p50',
      'voice ms p50',
      'rest ms p50',
      'longest input queue',
      'longest recognizer queue',
      'frames refused',
      'one core busy',
      'RSS MB',
    ],
    measured.map(({ loop }) => [
      String(loop.sessions),
      String(loop.addedDelayMs.count),
      String(loop.stopDelayMs.count),
      String(loop.missed),
      String(loop.failures),
      loop.stagesMs.endpointing.toFixed(1),
      loop.stagesMs.model.toFixed(1),
      loop.stagesMs.voice.toFixed(1),
      restMs(loop).toFixed(1),
      String(loop.longestInputQueue),
      String(loop.longestRecognizerQueue),
      String(loop.refusedFrames),
      `${(loop.cpuRatio * 100).toFixed(1)} %`,
      (loop.rssBytes / MEGABYTE).toFixed(0),
    ]),
  );
  process.stdout.write(`\n${PEER_NOTE}\n`);
}

/** Heap over the minutes of sessions in which nobody speaks, and its slope. */
export function printIdle({ sessions, heapBytes }: IdleResult): void {
  printTable(
    ['minute', 'heap MB'],
    heapBytes.map((bytes, minute) => [String(minute), (bytes / MEGABYTE).toFixed(3)]),
  );
  const slope = slopePerStep(heapBytes.slice(WARM_UP_MINUTES)) / sessions;
  process.stdout.write(
    `\n${sessions} idle sessions: ${slope.toFixed(0)} bytes per session-minute after minute ${WARM_UP_MINUTES}.` +
      ` ${PEER_NAME}: 2.5 MB.\n`,
  );
}

/** How long joins kept the event loop. The first one runs code that none has run before. */
export function printJoins({ sessions, costsMs }: JoinResult): void {
  const mean = costsMs.reduce((sum, cost) => sum + cost, 0) / sessions;
  printTable(
    ['joins', 'event loop ms, mean', 'p50', 'first', 'longest'],
    [
      [
        String(sessions),
        ...[mean, percentile(costsMs, 0.5), costsMs[0] ?? NaN, Math.max(...costsMs)].map((ms) =>
          ms.toFixed(2),
        ),
      ],
    ],
  );
}

/** Processor seconds per session-minute without the share of the driver and of the scripted engines. */
function loopCpu({ loop, harness }: Measured): number {
  return loop.cpuSeconds / loop.sessionMinutes - harness.cpuSeconds / harness.sessionMinutes;
}

/**
 * What each session costs beyond those of the run before. What a process costs that wakes up at all is not in it,
 * which is most of what few sessions cost.
 */
function furtherCpu(before: Measured | undefined, now: Measured): string {
  if (before === undefined) return '-';
  const cpuPerMinute = (of: Measured) => loopCpu(of) * of.loop.sessions;
  const sessions = now.loop.sessions - before.loop.sessions;
  return ((cpuPerMinute(now) - cpuPerMinute(before)) / sessions).toFixed(3);
}

/** What is added outside the stages: from token to sentence, from frame to sink, and the driver's own lateness. */
function restMs({ addedDelayMs, stagesMs }: TimedResult): number {
  return addedDelayMs.p50 - stagesMs.endpointing - stagesMs.model - stagesMs.voice;
}

function perSessionMinute(value: number, { sessionMinutes }: TimedResult): string {
  return (value / sessionMinutes).toFixed(3);
}

function percentiles({ p50, p95, p99 }: Percentiles): string {
  return [p50, p95, p99].map((value) => value.toFixed(1)).join(' / ');
}

function lateness({ latenessP99Ms, latenessMaxMs }: TimedResult): string {
  return `${latenessP99Ms.toFixed(1)} / ${latenessMaxMs.toFixed(0)}`;
}

/** Least squares over equally spaced values. */
function slopePerStep(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const covariance = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const variance = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return covariance / variance;
}
