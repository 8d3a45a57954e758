import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  createDataSource,
  EmbeddedPostgres,
  runMigrations,
  seedDefaultAgent,
  SessionEntity,
} from '@vox/database';
import type { DataSource } from 'typeorm';

import { documentTable } from '../document';
import { percentile, printTable } from '../report';
import { fill } from './fill';
import { type Options, readOptions, USAGE } from './options';
import { plansOf } from './plans';
import { type Question, questionsTo } from './questions';

const HEAD = ['what', 'rows', 'p50 ms', 'p95 ms', 'most ms'];

/** Rounds after which the engine has compiled what is asked often. */
const WARM_RUNS = 20;

/** Filling takes longer than any statement of the server may. */
const PATIENT = { query_timeout: 0 };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const dataDir = options.data ?? (await mkdtemp(join(tmpdir(), 'vox-bench-data-')));
  // For the database's account to enter.
  if (options.data === undefined) await chmod(dataDir, 0o755);
  const postgres = await EmbeddedPostgres.start({ dataDir });
  try {
    const dataSource = createDataSource(postgres.url, 4);
    dataSource.setOptions({ extra: PATIENT });
    await dataSource.initialize();
    try {
      await measure(dataSource, options);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await postgres.stop();
    if (options.data === undefined) await rm(dataDir, { recursive: true });
  }
}

async function measure(dataSource: DataSource, options: Options): Promise<void> {
  await runMigrations(dataSource);
  await seedDefaultAgent(dataSource);
  if (!(await dataSource.getRepository(SessionEntity).exists())) {
    const startedAtMs = performance.now();
    await fill(dataSource, options);
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    process.stderr.write(`filled in ${seconds} s\n`);
  }
  const questions = await questionsTo(dataSource);
  // What a page takes is given back: the memory of the process that asks is that of one round of all questions.
  for (const question of questions) await asked(question, WARM_RUNS);
  const beforeMb = usedMb();
  const rows: string[][] = [];
  for (const question of questions) rows.push(await asked(question, options.runs));
  printTable(HEAD, rows);
  const memory = `heap in use of the process that asks: ${beforeMb} MB before, ${usedMb()} MB after`;
  process.stdout.write(`${memory}\n`);
  if (options.plans) {
    for (const question of questions) {
      process.stdout.write(`\n${await plansOf(dataSource, question)}\n`);
    }
  }
  if (options.documents) {
    const [messages, sessions] = [options.messages, options.sessions].map((count) =>
      count.toLocaleString('en'),
    );
    const conditions = `${messages} messages in ${sessions} sessions, each asked ${options.runs} times; ${memory}`;
    await documentTable('bench:data', HEAD, rows, conditions);
  }
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What nothing refers to any more is left out. */
function usedMb(): string {
  collect();
  return (process.memoryUsage().heapUsed / 1e6).toFixed(1);
}

async function asked({ name, ask }: Question, runs: number): Promise<string[]> {
  const [counts, times]: [number[], number[]] = [[], []];
  // The first ones read what none has read before.
  for (let run = -Math.ceil(runs / 10); run < runs; run++) {
    const beganMs = performance.now();
    const count = await ask();
    if (run < 0) continue;
    times.push(performance.now() - beganMs);
    counts.push(count);
  }
  const ms = (share: number) => percentile(times, share).toFixed(1);
  return [name, String(percentile(counts, 0.5)), ms(0.5), ms(0.95), ms(1)];
}

main().catch((error: unknown) => {
  const isUsage = error instanceof Error && /^--|option/iu.test(error.message);
  process.stderr.write(
    `${error instanceof Error && !isUsage ? error.stack : (error as Error).message}\n`,
  );
  if (isUsage) process.stderr.write(USAGE);
  process.exitCode = isUsage ? 2 : 1;
});
