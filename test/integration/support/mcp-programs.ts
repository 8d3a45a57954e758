import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { eventually } from '../../support/eventually';
import { freePort } from '../../support/free-port';

const { resolve } = createRequire(__filename);

/** The program of a package of servers of tools, as it is published. */
export function mcpProgram(name: 'everything' | 'filesystem' | 'memory'): string {
  const manifest = resolve(`@modelcontextprotocol/server-${name}/package.json`);
  return join(dirname(manifest), 'dist/index.js');
}

/** The server that has a tool of every kind, by HTTP: it begins each session with `initialize`. */
export class EverythingServer {
  #program: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<EverythingServer> {
    const server = new EverythingServer(await freePort());
    await server.listen();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  async listen(): Promise<void> {
    this.#program = spawn(process.execPath, [mcpProgram('everything'), 'streamableHttp'], {
      env: { ...process.env, PORT: String(this.port) },
      stdio: 'ignore',
    });
    await eventually(
      () => fetch(this.url),
      ({ status }) => status === 400,
    );
  }

  /** It forgets its sessions with it. */
  async stop(): Promise<void> {
    const program = this.#program;
    if (program === undefined || program.exitCode !== null) return;
    const ended = once(program, 'exit');
    program.kill('SIGKILL');
    await ended;
  }
}
