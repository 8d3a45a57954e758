import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { spawnNode } from '../../support/spawn-node';

/** A server under test, as a process. */
export type Target = {
  readonly pid: number;
  /** WebSocket address, without a path. */
  readonly url: string;
  /** How late its event loop ran since this was last asked, if it says so. */
  loopDelayMs(): Promise<LoopDelay | undefined>;
  stop(): Promise<void>;
};

/** A server that tells of itself at `/metrics`. */
export type WatchedTarget = Target & {
  /** @throws Error when there is none of the name. */
  metric(name: string): Promise<number>;
};

export type LoopDelay = { readonly p99: number; readonly max: number };

export type TargetOptions = {
  /** HTTP address of the providers. */
  readonly providers: string;
  readonly sessions: number;
};

/** Of what a server prints: enough to tell why it ended. */
const KEPT_OUTPUT = 4000;

/** Servers that were asked to end. */
const stopped = new WeakSet<ChildProcess>();

/** Starts Node on `args` and waits until it prints what `ready` finds an address in. @throws Error with its output. */
export async function startNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawnNode(args, { env });
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      const found = ready.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(`the server ended early:\n${output}`)));
  });
  child.once('exit', (code) => {
    if (!stopped.has(child)) process.stderr.write(`the server ended (${code}):\n${output}\n`);
  });
  return { child, address };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  stopped.add(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
