import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const END_WITH_PARENT = join(__dirname, '..', '..', 'scripts', 'lib', 'end-with-parent.cjs');

export type SpawnNodeOptions = {
  /** All of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Where what it complains of goes; to the caller when absent. */
  readonly stderr?: 'pipe' | 'inherit';
};

/** A process whose output the caller reads. */
export type NodeProcess = ChildProcess & { readonly stdout: Readable };

/**
 * Starts Node on `args` as a process that ends with this one, also where this one is killed: a server that goes on is in the way of
 * the next, and of what is measured then.
 */
export function spawnNode(args: readonly string[], options: SpawnNodeOptions): NodeProcess {
  const { env, cwd, stderr = 'pipe' } = options;
  const child = spawn(process.execPath, ['--require', END_WITH_PARENT, ...args], {
    env: { ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', stderr, 'ipc'],
  });
  return child as NodeProcess;
}
