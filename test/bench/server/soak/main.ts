/** Hours of talk over `/ws/voice` with the built server, people joining and leaving all the while: is anything kept? */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { printTable } from '../../report';
import { messageOf, startPart, startProviders } from '../child';
import { cpuOf, handlesOf, rssBytesOf, THREAD_KINDS } from '../process-watch';
import type { WatchedTarget } from '../target';
import { startVoxBridge } from '../voxbridge-target';
import { plotOf } from './plot';
import { mean, type Sample, slopePerHour, WATCHED } from './samples';
import type { SoakMessage } from './wire';

const MEGABYTE = 1024 * 1024;
const MINUTE_MS = 60_000;

/** Code is compiled and pools are filled in these: the slopes are those of the rest. */
const FIRST_MINUTES = 10;
const HEAP_LOOK_MS = 5000;

/** What the server holds once everybody has left is asked for so much later. */
const SETTLE_MS = MINUTE_MS;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '120' },
      sessions: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: '.data/bench-soak' },
    },
  });
  const [minutes, sessions, seed] = [values.minutes, values.sessions, values.seed].map(Number);
  if (!minutes || minutes <= FIRST_MINUTES || !sessions || seed === undefined) {
    throw new Error(`--minutes is above ${FIRST_MINUTES}, --sessions and --seed are whole numbers`);
  }
  await mkdir(values.out, { recursive: true });
  const providers = await startProviders();
  try {
    // Who leaves is still there for a moment when somebody else joins.
    const target = await startVoxBridge({ providers: providers.url, sessions: sessions * 2 });
    try {
      const samples = await watch(target, { minutes, sessions, seed }, values.out);
      report(samples);
      await sleep(SETTLE_MS);
      const left = await lookAt(target);
      process.stdout.write(
        `\na minute after all have left: ${left.liveSessions} sessions, ${left.rssMb.toFixed(0)} MB, ${left.handles} handles\n`,
      );
    } finally {
      await target.stop();
    }
  } finally {
    providers.stop();
  }
}

/** One sample a minute; what there is so far is on the disk after each. */
async function watch(
  target: WatchedTarget,
  wanted: { readonly minutes: number; readonly sessions: number; readonly seed: number },
  out: string,
): Promise<readonly Sample[]> {
  const clients = startPart('soak/clients', JSON.stringify({ ...wanted, url: target.url }));
  await messageOf(clients);
  const samples: Sample[] = [];
  let cpuBefore = await cpuSecondsOf(target);
  for (let minute = 1; minute <= wanted.minutes; minute++) {
    const over = new AbortController();
    const heap = leastHeapMb(target, over.signal);
    const [message] = (await messageOf(clients)) as [SoakMessage];
    over.abort();
    if (message.type !== 'minute') throw new Error('the clients told of no minute');
    const cpu = await cpuSecondsOf(target);
    samples.push({
      minute,
      ...(await lookAt(target)),
      heapMb: await heap,
      cpuSecondsPerSessionMinute: (cpu - cpuBefore) / wanted.sessions,
      joins: message.joins,
      clients: message.result,
      load: loadavg()[0] ?? Number.NaN,
    });
    cpuBefore = cpu;
    await keep(samples, out);
  }
  if (clients.connected) clients.disconnect();
  return samples;
}

async function lookAt(target: WatchedTarget) {
  return {
    rssMb: (await rssBytesOf(target.pid)) / MEGABYTE,
    handles: await handlesOf(target.pid),
    liveSessions: await target.metric('voxbridge_sessions_live'),
  };
}

async function leastHeapMb(target: WatchedTarget, over: AbortSignal): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  while (!over.aborted) {
    least = Math.min(least, (await target.metric('nodejs_heap_size_used_bytes')) / MEGABYTE);
    await sleep(HEAP_LOOK_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return least;
}

async function cpuSecondsOf({ pid }: WatchedTarget): Promise<number> {
  const seconds = await cpuOf(pid);
  return THREAD_KINDS.reduce((total, kind) => total + seconds[kind], 0);
}

async function keep(samples: readonly Sample[], out: string): Promise<void> {
  const name = join(out, 'soak');
  await writeFile(`${name}.json`, `${JSON.stringify(samples, undefined, 2)}\n`);
  await writeFile(`${name}.svg`, plotOf(samples));
  const last = samples.at(-1) as Sample;
  const { addedDelayMs, missed, errors } = last.clients;
  process.stderr.write(
    `minute ${last.minute}: ${last.rssMb.toFixed(0)} MB, heap ${last.heapMb.toFixed(0)}, ${last.handles} handles, delay ${addedDelayMs.p50.toFixed(1)} / ${addedDelayMs.p95.toFixed(1)} ms, ${last.joins} joined, ${missed} missed, ${errors} errors (load ${last.load.toFixed(1)})\n`,
  );
}

function report(samples: readonly Sample[]): void {
  const later = samples.filter(({ minute }) => minute > FIRST_MINUTES);
  printTable(
    ['figure', `mean after ${FIRST_MINUTES} min`, 'least', 'most', 'grows in an hour by'],
    WATCHED.map(({ title, digits, value }) => {
      const values = later.map(value);
      const figures = [mean(values), Math.min(...values), Math.max(...values)];
      return [
        title,
        ...figures.map((one) => one.toFixed(digits)),
        slopePerHour(later, value).toFixed(digits + 1),
      ];
    }),
  );
  const sum = (value: (sample: Sample) => number) =>
    samples.reduce((total, sample) => total + value(sample), 0);
  process.stdout.write(
    `\n${sum(({ joins }) => joins)} left and were followed by others, ${sum(({ clients }) => clients.answers)} answers, ${sum(({ clients }) => clients.missed)} missed, ${sum(({ clients }) => clients.bargeInStopMs.count)} interruptions, ${sum(({ clients }) => clients.errors)} errors\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exitCode = 1;
});
