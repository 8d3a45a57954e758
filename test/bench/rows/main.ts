import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { Town } from '../../faults/town';
import { silenceLogs } from '../../integration/support/quiet-logger';
import { eventually } from '../../support/eventually';
import { documentTable } from '../document';
import { percentile, printTable } from '../report';
import { type Options, readOptions, USAGE } from './options';
import { RowWatch } from './row-watch';

const HEAD = [
  'queue',
  'turns',
  'told → row p50 / p95 / p99 ms',
  'typed → first sound, PostgreSQL running, p50 / p95 ms (answers)',
  'PostgreSQL stopped, p50 / p95 ms (answers)',
];
const PATIENCE_MS = 300_000;
/** What is under way when PostgreSQL is stopped had what it needed; what waited is stored when it goes on. */
const SETTLE_MS = 2000;
const ROUNDS = 3;
/** Compilers and caches are warm by then. */
const WARM_UP_TURNS = 30;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  silenceLogs();
  const rows: string[][] = [];
  for (const queue of ['PostgreSQL', 'Redis'] as const) rows.push(await measured(queue, options));
  printTable(HEAD, rows);
  const { turns, sessions, stoppedSeconds, documents } = options;
  const conditions = `${sessions} sessions, ${turns} turns, then ${ROUNDS} times ${stoppedSeconds} s with and without PostgreSQL`;
  process.stdout.write(`${conditions}; load ${loadavg()[0]?.toFixed(1)}\n`);
  if (documents) await documentTable('bench:rows', HEAD, rows, conditions);
}

async function measured(queue: 'PostgreSQL' | 'Redis', options: Options): Promise<string[]> {
  const { turns, sessions, stoppedSeconds } = options;
  const town = await Town.open({
    talkers: sessions,
    hasWorker: true,
    ...(queue === 'Redis' ? { redis: 'append-only' } : {}),
  });
  const watch = await RowWatch.start(town.database.url);
  try {
    const toldAtMs = new Map<string, number>();
    let sounds: number[] = [];
    for (const talker of town.talkers) {
      talker.onSound = (ms) => void sounds.push(ms);
      talker.onTold = () => toldAtMs.set(talker.told.at(-1)?.turnId ?? '', performance.now());
      talker.talk();
    }
    const until = (count: number) =>
      eventually(
        () => toldAtMs.size,
        (size) => size >= count,
        PATIENCE_MS,
      );
    await until(WARM_UP_TURNS + turns);
    const told = [...toldAtMs].slice(WARM_UP_TURNS, WARM_UP_TURNS + turns);
    await eventually(
      () => told.every(([turnId]) => watch.seenAtMs.has(turnId)),
      Boolean,
      PATIENCE_MS,
    );
    const delays = told.map(([turnId, atMs]) => (watch.seenAtMs.get(turnId) ?? NaN) - atMs);
    const [running, stopped]: [number[], number[]] = [[], []];
    // In turn, so that what else the machine does meets both.
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(SETTLE_MS);
      sounds = running;
      await sleep(stoppedSeconds * 1000);
      sounds = [];
      const thawed = town.freeze('database', stoppedSeconds * 1000 + SETTLE_MS);
      await sleep(SETTLE_MS);
      sounds = stopped;
      await thawed;
      sounds = [];
    }
    return [
      queue,
      String(turns),
      shares(delays, 0.5, 0.95, 0.99),
      `${shares(running, 0.5, 0.95)} (${running.length})`,
      `${shares(stopped, 0.5, 0.95)} (${stopped.length})`,
    ];
  } finally {
    await watch.stop();
    await town.close();
  }
}

function shares(values: readonly number[], ...of: readonly number[]): string {
  return of.map((share) => percentile(values, share).toFixed(0)).join(' / ');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const isUsage = error instanceof Error && /^--|option/iu.test(error.message);
    process.stderr.write(
      isUsage ? `${error.message}\n${USAGE}` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exit(isUsage ? 2 : 1);
  },
);
