import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { StandInNotice } from '@vox/stand-ins';

import { spawnNode } from '../../support/spawn-node';

const MAIN = join(
  __dirname,
  '..',
  '..',
  '..',
  'dist',
  'standin',
  'apps',
  'standin',
  'src',
  'main.js',
);
const READY = / stands in at (\S+)$/u;

/** A stand-in as the program that `npm run standin` starts, with what it says it saw. */
export class StandInProcess {
  /** Of all its lives, in order. */
  readonly notices: StandInNotice[] = [];
  #child: ChildProcess | undefined;
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
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** On the same port, with other options where `words` are given. */
  async restart(...words: readonly string[]): Promise<void> {
    await this.kill();
    if (words.length > 0) this.words = words;
    await this.#start(new URL(this.#url).port);
  }

  async #start(port: string): Promise<void> {
    const args = [MAIN, this.name, '--port', port, '--log', ...this.words];
    const child = spawnNode(args, { env: process.env, stderr: 'inherit' });
    this.#child = child;
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
