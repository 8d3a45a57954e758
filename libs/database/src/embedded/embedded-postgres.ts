import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { ConfigError } from '@vox/voice-core';

import { type PostgresBinaries, prepareBinaries, programsIn } from './binaries';
import {
  type Cluster,
  openCluster,
  prepareCluster,
  prepareClusterFolder,
  SUPERUSER,
} from './cluster';
import { dataFolderProblem } from './data-folder';
import { findCheckout, resolveDataDir, stateFolder } from './data-location';
import { DataLock } from './data-lock';
import { Postmaster, readLogTail } from './postmaster';
import { resolveServerAccount, type ServerAccount } from './server-account';
import { waitUntilReady } from './wait-until-ready';

const DATABASE = 'vox';
const MAX_START_ATTEMPTS = 20;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;
const DEFAULT_MAX_CONNECTIONS = 100;

export type EmbeddedPostgresOptions = {
  /** DATA_DIR; a folder is chosen per checkout when absent. */
  readonly dataDir?: string | undefined;
  /** Connections the server accepts; 100 when absent. Pools of all processes must fit. */
  readonly maxConnections?: number;
  /** Folder with `initdb` and `postgres` of another installation; the package's own when absent. */
  readonly programsFolder?: string | undefined;
  /** Told, in words for people, before each step that takes long. */
  readonly onProgress?: (message: string) => void;
};

/**
 * A real PostgreSQL of our own on a random loopback port, kept running until `stop`.
 *
 * A server that an earlier run left behind (kill -9) is adopted; one that dies is started again on the
 * same port, so that pools reconnect. The data stays when it stops.
 */
export class EmbeddedPostgres {
  readonly #logger = new Logger('EmbeddedPostgres');
  readonly #stopping = new AbortController();
  #stopped: Promise<void> | undefined;
  #supervision: Promise<void> = Promise.resolve();
  #postmaster: Postmaster;

  private constructor(
    private readonly binaries: PostgresBinaries,
    private readonly cluster: Cluster,
    private readonly lock: DataLock,
    private readonly maxConnections: number,
    postmaster: Postmaster,
    /** True when the server was running already. */
    readonly isAdopted: boolean,
    /** What lies beside the database in the data folder, the journal for one. */
    readonly dataDir: string,
  ) {
    this.#postmaster = postmaster;
  }

  /**
   * Starts or adopts the server; resolves when it answers queries.
   *
   * @throws ConfigError when the data folder is in use by another process (named by pid) or cannot be
   * reached, or the machine offers no account or programs for PostgreSQL.
   */
  static async start(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
    const say = options.onProgress ?? (() => undefined);
    const account = await resolveServerAccount();
    const dataDir = await resolveDataDir({ configured: options.dataDir, account });
    const folder = path.join(dataDir, 'postgres');
    await prepareClusterFolder(folder, account);
    const lock = await DataLock.acquire(folder);
    try {
      const binaries = await programs(options, account);
      const cluster = await prepareCluster(folder, binaries, account, () =>
        say('Creating the database (once, a few seconds)'),
      );
      const maxConnections = options.maxConnections ?? DEFAULT_MAX_CONNECTIONS;
      const running = await adopt(cluster);
      const postmaster = running ?? (await startFresh(binaries, cluster, maxConnections));
      const isAdopted = running !== undefined;
      const server = new EmbeddedPostgres(
        binaries,
        cluster,
        lock,
        maxConnections,
        postmaster,
        isAdopted,
        dataDir,
      );
      server.#supervision = server.#supervise();
      return server;
    } catch (error) {
      await lock.release();
      throw startProblem(error, folder);
    }
  }

  /**
   * The URL of the server that a living process runs for `dataDir` (DATA_DIR); undefined where none does. One that its process
   * left behind is nobody's: `start` adopts it.
   */
  static async urlOfRunning(dataDir: string | undefined): Promise<string | undefined> {
    const account = await resolveServerAccount();
    const folder = path.join(await resolveDataDir({ configured: dataDir, account }), 'postgres');
    const isMade = existsSync(path.join(folder, 'ready'));
    if (!isMade || !(await DataLock.isHeld(folder))) return undefined;
    const cluster = await openCluster(folder, account);
    const running = await Postmaster.findRunning(cluster);
    return running === undefined ? undefined : databaseUrl(cluster, running.port);
  }

  /** Connection URL with the generated password: for clients, never for a log. */
  get url(): string {
    return databaseUrl(this.cluster, this.#postmaster.port);
  }

  get port(): number {
    return this.#postmaster.port;
  }

  /** Process id of the server at the moment. */
  get pid(): number {
    return this.#postmaster.pid;
  }

  /** Fast shutdown; clients are disconnected. May be called any number of times. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      this.#stopping.abort();
      await this.#supervision;
      try {
        await this.#postmaster.stop();
      } finally {
        await this.lock.release();
      }
    })();
    return this.#stopped;
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopping;
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    while (!signal.aborted) {
      await Promise.race([this.#postmaster.exited, stopped]);
      if (!signal.aborted) await this.#restart(signal);
    }
  }

  async #restart(signal: AbortSignal): Promise<void> {
    const { port } = this.#postmaster;
    this.#logger.error({ port }, 'PostgreSQL ended unexpectedly; starting it again');
    for (let delayMs = FIRST_RETRY_MS; !signal.aborted;) {
      try {
        this.#postmaster = await startOn(port, this.binaries, this.cluster, this.maxConnections);
        this.#logger.log({ port, pid: this.#postmaster.pid }, 'PostgreSQL is running again');
        return;
      } catch (error) {
        this.#logger.warn(
          { reason: error instanceof Error ? error.message : String(error), retryInMs: delayMs },
          'PostgreSQL did not start; trying again',
        );
      }
      await sleep(delayMs, undefined, { signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, LONGEST_RETRY_MS);
    }
  }
}

async function programs(
  { programsFolder, onProgress }: EmbeddedPostgresOptions,
  account: ServerAccount | undefined,
): Promise<PostgresBinaries> {
  if (programsFolder !== undefined) return programsIn(programsFolder);
  return prepareBinaries({
    account,
    copyRoot: stateFolder(findCheckout()),
    onCopy: () =>
      onProgress?.("Copying PostgreSQL to where the database's account can run it (once)"),
  });
}

/** What keeps the database from starting, in one line: its own last words, or the file system's. */
function startProblem(error: unknown, folder: string): unknown {
  if (error instanceof ConfigError || !(error instanceof Error)) return error;
  const { code, path: file = folder } = error as NodeJS.ErrnoException;
  if (code !== undefined) return dataFolderProblem(`cannot use ${file}`, error);
  const words = error.message.trim().split('\n').slice(-2).join(' ');
  return new ConfigError([`DATA_DIR: the database in ${folder} does not start (${words})`]);
}

async function adopt(cluster: Cluster): Promise<Postmaster | undefined> {
  const running = await Postmaster.findRunning(cluster);
  if (running === undefined) return undefined;
  const isReady = await waitUntilReady(maintenanceUrl(cluster, running.port), DATABASE, running);
  if (isReady) return running;
  await running.stop();
  return undefined;
}

async function startFresh(
  binaries: PostgresBinaries,
  cluster: Cluster,
  maxConnections: number,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(await findFreePort(), binaries, cluster, maxConnections);
    } catch (error) {
      // After a crash the old server's backends hold its shared memory for a moment longer.
      if (attempt >= MAX_START_ATTEMPTS) throw error;
      await sleep(FIRST_RETRY_MS);
    }
  }
}

async function startOn(
  port: number,
  binaries: PostgresBinaries,
  cluster: Cluster,
  maxConnections: number,
): Promise<Postmaster> {
  const postmaster = await Postmaster.spawn(binaries.postgres, cluster, port, maxConnections);
  if (await waitUntilReady(maintenanceUrl(cluster, port), DATABASE, postmaster)) return postmaster;
  await postmaster.stop();
  throw new Error(`PostgreSQL did not start: ${await readLogTail(cluster)}`);
}

function maintenanceUrl(cluster: Cluster, port: number): string {
  return databaseUrl(cluster, port, 'postgres');
}

function databaseUrl(cluster: Cluster, port: number, database = DATABASE): string {
  // It has no certificate, and is asked by this machine only.
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
