import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';

import { printTable } from '../bench/report';
import { Town, type Part } from '../faults/town';
import type { Verdict } from '../faults/verdict';
import { silenceLogs } from '../integration/support/quiet-logger';
import { eventually } from '../support/eventually';
import { chaos, type Troubles } from './chaos';
import { type Options, readOptions, USAGE } from './options';
import { planOf } from './plan';

type Queue = 'postgres' | 'redis';
type Outcome = { readonly verdict: Verdict; readonly troubles: Troubles };

const HEAD = [
  ...['queue', 'faults', 'sessions', 'told', 'unsaved', 'lost', 'doubled', 'out of order'],
  ...['wrong text', 'failed starts', 'ended by themselves'],
];

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  silenceLogs();
  process.stdout.write(`seed ${options.seed}\n`);
  const rows: string[][] = [];
  let isWhole = true;
  for (const queue of queuesOf(options)) {
    const { verdict, troubles } = await run(queue, options);
    const { told, unsaved, lost, doubled, outOfOrder, wrongText } = verdict;
    const faulty = [lost, doubled, outOfOrder, wrongText];
    isWhole &&= faulty.every((count) => count === 0) && told > 0;
    rows.push([
      queue,
      ...[options.faults, options.sessions, told, unsaved, ...faulty].map(String),
      String(troubles.failedStarts),
      troubles.endedByThemselves.join(', ') || '0',
    ]);
  }
  printTable(HEAD, rows);
  process.stdout.write(`seed ${options.seed}, load ${loadavg()[0]?.toFixed(1)}\n`);
  return isWhole ? 0 : 1;
}

function queuesOf({ queue }: Options): Queue[] {
  if (queue === 'postgres') return ['postgres'];
  if (hasRedis()) return queue === 'redis' ? ['redis'] : ['postgres', 'redis'];
  const missing = 'redis-server is missing (apt-get install redis-server)';
  if (queue === 'redis') throw new Error(`--queue redis: ${missing}`);
  process.stdout.write(`${missing}: the queue on PostgreSQL only\n`);
  return ['postgres'];
}

function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function run(queue: Queue, { seed, faults, sessions }: Options): Promise<Outcome> {
  const parts: Part[] = ['database', 'worker', 'server'];
  if (queue === 'redis') parts.push('redis');
  const town = await Town.open({
    talkers: sessions,
    hasWorker: true,
    ...(queue === 'redis' ? { redis: 'append-only' } : {}),
  });
  const moreTold = async () => {
    const before = town.told.length;
    await eventually(
      () => town.told.length,
      (count) => count >= before + sessions,
      120_000,
    );
  };
  try {
    for (const talker of town.talkers) talker.talk();
    await moreTold();
    const beganMs = performance.now();
    const troubles = await chaos(town, planOf(seed, faults, parts), ({ part, does, forMs }) => {
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
      process.stdout.write(`${queue} ${seconds} s: ${does} ${part}, ${forMs} ms\n`);
    });
    // It goes on afterwards.
    await moreTold();
    return { verdict: await town.settle(), troubles };
  } finally {
    await town.close();
  }
}

main().then(
  // What a child left open keeps nothing waiting.
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof Error && /^--|option/iu.test(error.message);
    process.stderr.write(
      isUsage ? `${error.message}\n${USAGE}` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exit(isUsage ? 2 : 1);
  },
);
