import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { answerOf, type ApiClient, createApiClient, type Schemas } from '@vox/api-client';

import { childrenOf } from '../../support/child-pids';
import { freePort } from '../../support/free-port';
import { copyPreparedCluster } from '../../support/prepared-cluster';
import { SERVER_ARGUMENTS } from '../../support/server-arguments';
import { spawnNode } from '../../support/spawn-node';

const ROOT = join(__dirname, '..', '..', '..');
/** So many of the newest are given at once. */
const MOST_MESSAGES = 200;
const READY = /VoxBridge is ready: (\S+)/u;

declare global {
  /** Those whose output a test that fails shows: test/setup/servers-shown.cjs. */
  var serversShown: Set<{ readonly output: string }> | undefined;
}

/** The built server as a process of its own, on free ports, with a data folder of its own. */
export class ServerProcess {
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    readonly webRtcPort: number,
    private readonly apiKey: string | undefined,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    (globalThis.serversShown ??= new Set()).add(this);
  }

  /**
   * Starts it and waits until it says that it is ready; rejects with its output when it ends before that. One that `isNew` makes its
   * database and the schema itself, as on a new machine.
   */
  static async start(
    options: { dataDir?: string; env?: Record<string, string>; isNew?: boolean } = {},
  ): Promise<ServerProcess> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'voxbridge-e2e-')));
    if (options.dataDir === undefined && options.isNew !== true) await copyPreparedCluster(dataDir);
    // As root the database runs under an account of its own, which must be able to enter.
    await chmod(dataDir, 0o755);
    const webRtcPort = await freePort();
    const child = spawnNode(SERVER_ARGUMENTS, {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: '0',
        WEBRTC_PORT: String(webRtcPort),
        DATA_DIR: dataDir,
        NODE_ENV: 'production',
        // Tests ask again and again until something is so, several at a time.
        REQUESTS_PER_MINUTE: '1000000',
        // They share the processors with much else, so whoever joins would be refused by chance.
        MAX_LOOP_DELAY_MS: '0',
        // What else runs on this machine is no part of a test.
        DISCOVER_LOCAL_ENGINES: 'false',
        ...options.env,
      },
    });
    const server = new ServerProcess(
      child,
      dataDir,
      webRtcPort,
      options.env?.['VOXBRIDGE_API_KEY'],
    );
    await server.waitForOutput(READY);
    return server;
  }

  get url(): string {
    return (READY.exec(this.#output)?.[1] ?? '').replace('[::1]', '127.0.0.1');
  }

  get socketUrl(): string {
    return `${this.url.replace('http', 'ws')}/ws/voice`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get output(): string {
    return this.#output;
  }

  async waitForOutput(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#output)) {
      if (!this.isRunning) {
        throw new Error(`The server ended early:\n${this.#output}`);
      }
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), once(this.child, 'exit')]);
    }
  }

  /** Its HTTP interface, with the key that it was started with. */
  get api(): ApiClient {
    return createApiClient(this.url, this.apiKey === undefined ? {} : { apiKey: this.apiKey });
  }

  /** What is stored of a session, the oldest first. */
  async messages(sessionId: string): Promise<readonly Schemas['Message'][]> {
    const params = { path: { id: sessionId }, query: { limit: MOST_MESSAGES } };
    return answerOf(await this.api.GET('/api/sessions/{id}/messages', { params }));
  }

  async session(id: string): Promise<Schemas['Session']> {
    return answerOf(await this.api.GET('/api/sessions/{id}', { params: { path: { id } } }));
  }

  async isReady(): Promise<boolean> {
    return (await this.api.GET('/health/ready')).data?.status === 'ok';
  }

  /** A link that logs in, as a program beside the running server makes it. */
  async adminLink(): Promise<string> {
    const program = join(ROOT, 'dist', 'src', 'programs', 'admin-link.js');
    const env = { ...process.env, DATA_DIR: this.dataDir, PUBLIC_URL: this.url };
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: ROOT, env });
    return /http:\S+/u.exec(stdout)?.[0] ?? stdout;
  }

  /** Process ids of what the server started itself, by the beginning of their names. */
  childPids(name: string): Promise<number[]> {
    return childrenOf(this.pid, name);
  }

  /** Process id of the embedded PostgreSQL (it is no child: it must outlive a killed server). */
  async postgresPid(): Promise<number> {
    const text = await readFile(join(this.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  /** The embedded PostgreSQL with the processes that serve its connections: the postmaster first. */
  async postgresPids(): Promise<number[]> {
    const postmaster = await this.postgresPid();
    return [postmaster, ...(await childrenOf(postmaster))];
  }

  /** Sends `signal` and waits for the end; gives the exit code, or null when the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.isRunning) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    return this.child.exitCode;
  }

  /** Ends the server and removes its data. */
  async dispose(): Promise<void> {
    await this.end('SIGTERM');
    globalThis.serversShown?.delete(this);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
