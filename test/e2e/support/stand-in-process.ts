import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { StandInNotice } from '@vox/stand-ins';

import { type NodeProcess, spawnNode } from '../../support/spawn-node';

const BUILT = join(__dirname, '..', '..', '..', 'dist', 'standin');
const MAIN = join(BUILT, 'apps', 'standin', 'src', 'main.js');
const LIBRARY = join(BUILT, 'libs', 'stand-ins', 'src', 'index.js');
const HELD = join(__dirname, 'held-stand-in.cjs');
const READY = / stands in at (\S+)$/u;

/** A stand-in as the program that `npm run standin` starts, with what it says it saw. */
export class StandInProcess {
  /** Of all its lives, in order. */
  readonly notices: StandInNotice[] = [];
  #child: ChildProcess | undefined;
  /** Has loaded all that it needs, and follows the one that is killed. */
  #next: Promise<NodeProcess> | undefined;
  #url = '';

  private constructor(
    readonly name: string,
    private words: readonly string[],
  ) {}

  static async start(name: string, ...words: readonly string[]): Promise<StandInProcess> {
    const standIn = new StandInProcess(name, words);
    await standIn.#start('0');
    return standIn;
  }

  get url(): string {
    return this.#url;
  }

  get opened(): readonly StandInNotice[] {
    return this.notices.filter(({ type }) => type === 'opened');
  }

  get closed(): readonly StandInNotice[] {
    return this.notices.filter(({ type }) => type === 'closed');
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await killed(child);
  }

  /** On the same port, with other options where `words` are given. Nobody is at the port for some milliseconds. */
  async restart(...words: readonly string[]): Promise<void> {
    await this.prepare();
    await this.kill();
    if (words.length > 0) this.words = words;
    await this.#start(new URL(this.#url).port);
  }

  /** Makes the next `restart` a matter of milliseconds for the caller as well. */
  async prepare(): Promise<void> {
    await (this.#next ??= held());
  }

  /** As `kill`, for good. */
  async end(): Promise<void> {
    const next = await this.#next;
    this.#next = undefined;
    await Promise.all([this.kill(), next && killed(next)]);
  }

  async #start(port: string): Promise<void> {
    const child = await (this.#next ?? held());
    this.#next = undefined;
    this.#child = child;
    child.send([this.name, '--port', port, '--log', ...this.words]);
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`the stand-in ${this.name} ended early`)));
      lines.on('line', (line) => {
        const url = READY.exec(line)?.[1];
        if (url === undefined) this.notices.push(JSON.parse(line) as StandInNotice);
        else {
          this.#url = url;
          resolve();
        }
      });
    });
  }
}

/** One that waits, loaded, for the words that it starts with. */
async function held(): Promise<NodeProcess> {
  const child = spawnNode([HELD, MAIN, LIBRARY], { env: process.env, stderr: 'inherit' });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
