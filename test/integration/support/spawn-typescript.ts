import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';

const ROOT = path.resolve(__dirname, '..', '..', '..');

export type SpawnedProcess = {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Everything it wrote so far. */
  output(): string;
  /** Resolves with the first match in its output; rejects when it ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly exit: Promise<number | null>;
};

/** Runs one of our TypeScript files, given by its absolute path, as a process of its own. */
export function spawnTypeScript(
  file: string,
  environment: Record<string, string> = {},
  args: readonly string[] = [],
): SpawnedProcess {
  const register = path.join(__dirname, 'register-typescript.cjs');
  const child = spawn(process.execPath, ['-r', register, file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const add = (chunk: Buffer) => (text += chunk.toString());
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const waitFor = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void exit.then((code) => reject(new Error(`ended with ${code} before ${pattern}:\n${text}`)));
      look();
    });
  return { child, output: () => text, waitFor, exit };
}
