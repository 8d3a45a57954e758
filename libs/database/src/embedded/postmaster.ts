import { spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { InvalidStateError } from '@vox/voice-core';

import type { Cluster } from './cluster';
import { commandLineIncludes, processIdentity } from './process-identity';

const LOG_LIMIT_BYTES = 4 * 1024 * 1024;
const POLL_MS = 100;
/** A fast shutdown writes a checkpoint; past this the immediate one costs only a recovery at start. */
const STOP_TIMEOUT_MS = 15_000;

/** One running PostgreSQL server process, ours or one that an earlier run of ours left behind. */
export class Postmaster {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;

  private constructor(
    readonly pid: number,
    readonly port: number,
    exited: Promise<void>,
  ) {
    this.exited = exited;
  }

  /** Starts a server on loopback `port`; it may still be recovering when this returns. */
  static async spawn(
    program: string,
    cluster: Cluster,
    port: number,
    maxConnections: number,
  ): Promise<Postmaster> {
    const log = await openLog(cluster);
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: String(maxConnections),
      shared_buffers: '32MB',
      log_checkpoints: 'off',
      // What people said stands in statements and error details; it does not go into a log.
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    try {
      // Detached, so that Ctrl-C in a terminal reaches us alone and we stop it in order.
      const child = spawn(program, ['-D', cluster.dataDir, '-p', String(port), ...options], {
        ...cluster.account,
        cwd: cluster.folder,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      });
      const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (cause) => reject(new Error('PostgreSQL cannot be run', { cause })));
      });
      child.unref();
      if (child.pid === undefined) throw new InvalidStateError('a spawned process has a pid');
      return new Postmaster(child.pid, port, exited);
    } finally {
      await log.close();
    }
  }

  /** The server that already runs on this cluster, if one does. */
  static async findRunning(cluster: Cluster): Promise<Postmaster | undefined> {
    const pidFile = path.join(cluster.dataDir, 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8').catch(() => '');
    // Lines 1 and 4 of postmaster.pid (src/include/utils/pidfile.h).
    const lines = text.split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!(pid > 0) || !(port > 0)) return undefined;
    const identity = await processIdentity(pid);
    if (identity === undefined) return undefined;
    if (!(await commandLineIncludes(pid, cluster.dataDir))) return undefined;
    return new Postmaster(pid, port, watchUntilGone(pid, identity));
  }

  /** Asks for a fast shutdown and waits for it. Safe to call when the process is gone. */
  async stop(): Promise<void> {
    signalProcess(this.pid, 'SIGINT');
    const deadline = new AbortController();
    const isLate = await Promise.race([
      this.exited.then(() => false),
      sleep(STOP_TIMEOUT_MS, true, { signal: deadline.signal }).catch(() => false),
    ]);
    deadline.abort();
    if (!isLate) return;
    signalProcess(this.pid, 'SIGQUIT');
    await this.exited;
  }
}

/** The last lines of the server's log, for an error message. */
export async function readLogTail(cluster: Cluster): Promise<string> {
  const text = await readFile(logFile(cluster), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-2).join(' / ');
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.folder, 'postgres.log');
}

async function openLog(cluster: Cluster) {
  const file = logFile(cluster);
  const isLarge = await stat(file).then(
    (found) => found.size > LOG_LIMIT_BYTES,
    () => false,
  );
  return open(file, isLarge ? 'w' : 'a', 0o600);
}

/** A process that is not our child tells nobody that it ends, so it is looked at. */
async function watchUntilGone(pid: number, identity: string): Promise<void> {
  while ((await processIdentity(pid)) === identity) {
    await sleep(POLL_MS, undefined, { ref: false });
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
