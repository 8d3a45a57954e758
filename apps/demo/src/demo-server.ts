import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StandInDiscord } from '@vox/stand-ins';

const READY = /VoxBridge is ready: \S+/u;

/** What a program needs of its surroundings. The rest, such as somebody's real bot token, stays out of the demo. */
const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'XDG_CACHE_HOME', 'MODELS_DIR'];

export type DemoPlace = {
  /** The checkout, with the server built. */
  readonly root: string;
  /** Of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The built server as a process of its own, on free ports, with a data folder that goes with it. */
export class DemoServer {
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    const note = (chunk: Buffer) => (this.#output += chunk.toString());
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
  }

  /** Resolves when it is ready. @throws Error with its output when it ends before that. */
  static async start(
    { root, environment }: DemoPlace,
    discord: StandInDiscord,
  ): Promise<DemoServer> {
    const folder = await mkdtemp(join(tmpdir(), 'voxbridge-demo-data-'));
    // As root the database runs under an account of its own, which must be able to enter.
    await chmod(folder, 0o755);
    const caFile = join(folder, 'discord.pem');
    await writeFile(caFile, discord.caPem);
    const surroundings = PASSED_ON.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    const child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js')], {
      cwd: root,
      env: {
        ...Object.fromEntries(surroundings),
        NODE_ENV: 'production',
        NODE_EXTRA_CA_CERTS: caFile,
        PORT: '0',
        WEBRTC_PORT: String(await freePort()),
        // The demonstration is the same on every machine.
        DISCOVER_LOCAL_ENGINES: 'false',
        DATA_DIR: join(folder, 'data'),
        DISCORD_API_URL: discord.apiUrl,
        DISCORD_TOKEN: discord.bot.token,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new DemoServer(child, folder);
    try {
      await server.#untilReady();
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** What it has written so far. */
  get output(): string {
    return this.#output;
  }

  /** Ends it and removes its data. Idempotent. */
  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    const ended = once(this.child, 'exit');
    while (!READY.test(this.#output)) {
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), ended]);
      if (this.child.exitCode === null && this.child.signalCode === null) continue;
      throw new Error(`The server ended early:\n${this.#output}`);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
