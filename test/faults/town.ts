import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createDataSource } from '@vox/database';
import { recordTurnJobId } from '@vox/jobs';
import { OpenAiChatStandIn } from '@vox/stand-ins';
import type { DataSource } from 'typeorm';

import { ServerProcess } from '../e2e/support/server-process';
import { startTestDatabase, type TestDatabase } from '../integration/support/test-database';
import { childrenOf } from '../support/child-pids';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { spawnNode } from '../support/spawn-node';
import { Talker, type Told } from './talker';
import { judge, type Verdict } from './verdict';

const ROOT = path.resolve(__dirname, '..', '..');
const WORKER = path.join(ROOT, 'dist/apps/worker/src/main.js');
/** An outage and its backlog are over by then, on a slow machine, too. */
const CATCH_UP_MS = 180_000;

const LAST_WORDS = 3000;

export type TownOptions = {
  readonly talkers: number;
  /** Jobs run in a process of their own. */
  readonly hasWorker?: boolean;
  readonly redis?: 'append-only' | 'forgetful';
  /** The journal has a disk of its own, of this size. */
  readonly journalDiskBytes?: number;
};

/** What can be killed and frozen. */
export type Part = 'database' | 'redis' | 'server' | 'worker';

/** Everything there is: talking sockets, the built server, PostgreSQL, and where it is asked for a worker and a Redis. */
export class Town {
  server!: ServerProcess;
  readonly talkers: Talker[] = [];
  /** The end of what the newest worker said. */
  workerOutput = '';
  readonly database: TestDatabase;
  #dataSource!: DataSource;
  #worker: ChildProcess | undefined;
  #redis: ChildProcess | undefined;
  #redisPort = 0;
  #model!: OpenAiChatStandIn;
  #dataDir = '';
  #unmount: () => void = () => undefined;
  readonly #options: TownOptions;

  private constructor(database: TestDatabase, options: TownOptions) {
    this.database = database;
    this.#options = options;
  }

  static async open(options: TownOptions): Promise<Town> {
    const town = new Town(await startTestDatabase({ waitsForDisk: true }), options);
    await town.#open();
    return town;
  }

  get journal(): string {
    return path.join(this.#dataDir, 'journal');
  }

  async #open(): Promise<void> {
    const { hasWorker = false, redis, talkers } = this.#options;
    this.#model = await OpenAiChatStandIn.start({ reply: () => 'Yes.' });
    this.#dataDir = await mkdtemp(path.join(tmpdir(), 'vox-faults-'));
    await mkdir(this.journal, { recursive: true });
    const { journalDiskBytes } = this.#options;
    if (journalDiskBytes !== undefined) this.#unmount = mountDisk(this.journal, journalDiskBytes);
    if (redis !== undefined) {
      this.#redisPort = await freePort();
      await this.startRedis();
    }
    await this.startServer();
    if (hasWorker) await this.startWorker();
    this.#dataSource = await createDataSource(this.database.url, 2).initialize();
    for (let n = 0; n < talkers; n++) {
      this.talkers.push(new Talker(`talker-${n}`, () => this.server.socketUrl));
    }
  }

  async startServer(): Promise<void> {
    const { hasWorker = false, redis } = this.#options;
    this.server = await ServerProcess.start({
      dataDir: this.#dataDir,
      env: {
        DATABASE_URL: this.database.url,
        JOBS_INLINE: String(!hasWorker),
        LOCAL_LLM_BASE_URL: this.#model.url,
        LOCAL_LLM_MODEL: 'any',
        ...(redis === undefined ? {} : { REDIS_URL: this.#redisUrl }),
      },
    });
  }

  /** kill -9 of the server, and its next start. */
  async killServer(): Promise<void> {
    await this.server.end('SIGKILL');
    await this.startServer();
  }

  /** kill -9 of PostgreSQL, which its supervisor starts again. */
  async killDatabase(): Promise<void> {
    const { postgres } = this.database;
    const { pid } = postgres;
    process.kill(pid, 'SIGKILL');
    await eventually(
      () => postgres.pid,
      (now) => now !== pid,
    );
    await this.#databaseAnswers();
  }

  /** PostgreSQL holds its connections open and answers nothing. */
  async freezeDatabase(ms: number): Promise<void> {
    await this.freeze('database', ms);
    await this.#databaseAnswers();
  }

  /** Its sockets stay open, and it does nothing for `ms`. */
  async freeze(part: Part, ms: number): Promise<void> {
    const pids = await this.#pidsOf(part);
    for (const pid of pids) signalIfThere(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, ms));
    for (const pid of pids) signalIfThere(pid, 'SIGCONT');
  }

  /** Whether its process is there. */
  isRunning(part: 'server' | 'worker'): boolean {
    return part === 'server' ? this.server.isRunning : isAlive(this.#worker);
  }

  async startWorker(): Promise<void> {
    const { redis } = this.#options;
    const worker = spawnNode([WORKER], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: this.database.url,
        NODE_ENV: 'production',
        ...(redis === undefined ? {} : { REDIS_URL: this.#redisUrl }),
      },
    });
    this.#worker = worker;
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      this.workerOutput = said.slice(-LAST_WORDS);
    };
    worker.stdout.on('data', hear);
    worker.stderr?.on('data', hear);
    // It may wait for the database first, and give up on it.
    while (isAlive(worker) && !said.includes('worker is ready')) {
      await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')]);
    }
  }

  async stopWorker(): Promise<void> {
    await end(this.#worker);
  }

  async startRedis(): Promise<void> {
    const keeps = this.#options.redis === 'append-only';
    const redis = spawn(
      'redis-server',
      [
        ...['--bind', '127.0.0.1', '--port', String(this.#redisPort), '--dir', this.#dataDir],
        ...['--save', '', '--appendonly', keeps ? 'yes' : 'no', '--appendfsync', 'always'],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    this.#redis = redis;
    let said = '';
    redis.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await eventually(
      () => said,
      (text) => text.includes('Ready to accept connections'),
    );
  }

  async stopRedis(): Promise<void> {
    await end(this.#redis);
  }

  async killRedis(): Promise<void> {
    await this.stopRedis();
    await this.startRedis();
  }

  /** Resolves in the moment in which the next turn's end is told. */
  nextTold(): Promise<void> {
    return new Promise((resolve) => {
      for (const talker of this.talkers) {
        talker.onTold = () => {
          for (const each of this.talkers) each.onTold = () => undefined;
          resolve();
        };
      }
    });
  }

  get told(): Told[] {
    return this.talkers.flatMap(({ told }) => told);
  }

  /** Everybody leaves; then what was told is compared with what is stored, once all of it is there or time is up. */
  async settle({ isForgiven = false } = {}): Promise<Verdict> {
    await Promise.all(this.talkers.map((talker) => talker.leave()));
    const look = () => judge(this.told, this.#dataSource, isForgiven);
    const verdict = await eventually(look, ({ lost }) => lost === 0, CATCH_UP_MS).catch(look);
    const standstills = this.server.output.match(/Jobs wait and none is taken/gu)?.length ?? 0;
    if (standstills > 0) process.stdout.write(`the job runner was replaced ${standstills} times\n`);
    if (verdict.lost > 0) await this.#printTraces(verdict.lostIds);
    return verdict;
  }

  /** What journal, queue and log still know of turns that are not stored. */
  async #printTraces(turnIds: readonly string[]): Promise<void> {
    const names = await readdir(this.journal, { recursive: true });
    const jobs: unknown[] = await this.#dataSource.query(
      `select id, state, attempts_made, failed_reason, process_at_ms, locked_until_ms from bullmq.job where id = any($1)`,
      [turnIds.map(recordTurnJobId)],
    );
    const isOfThem = (text: string) => turnIds.some((turnId) => text.includes(turnId));
    const lines = this.server.output.split('\n').filter(isOfThem);
    const traces = { turnIds, journal: names.filter(isOfThem), jobs, lines };
    process.stdout.write(`${JSON.stringify(traces, null, 2)}\n`);
  }

  async close(): Promise<void> {
    await Promise.all(this.talkers.map((talker) => talker.leave()));
    await this.#dataSource.destroy();
    await end(this.#worker);
    await this.server.end('SIGTERM');
    this.#unmount();
    await this.server.dispose();
    await end(this.#redis);
    await this.#model.close();
    await this.database.stop();
  }

  get #redisUrl(): string {
    return `redis://127.0.0.1:${this.#redisPort}`;
  }

  async #pidsOf(part: Part): Promise<number[]> {
    const { pid } = this.database.postgres;
    if (part === 'database') return [pid, ...(await childrenOf(pid))];
    // Without its media workers and without what it watches: those answer to it alone.
    if (part === 'server') return [this.server.pid];
    const child = part === 'redis' ? this.#redis : this.#worker;
    return child?.pid === undefined || !isAlive(child) ? [] : [child.pid];
  }

  async #databaseAnswers(): Promise<void> {
    await eventually(
      () => this.#dataSource.query('select 1'),
      () => true,
      60_000,
    );
  }
}

function isAlive(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!isAlive(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // One connection's process less.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Needs root. @returns unmounts it. */
function mountDisk(folder: string, bytes: number): () => void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  return () => void execFileSync('umount', ['-l', folder]);
}
