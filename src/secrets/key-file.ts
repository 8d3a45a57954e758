import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { ConfigError } from '@vox/voice-core';

import type { SecretKey } from './secret-box';

const KEY_BYTES = 32;

/** A key from the configuration. */
export function givenKey(key: Buffer): SecretKey {
  return { find: async () => key, findOrMake: async () => key };
}

/**
 * A key in a file of its own that only its owner may read, made when the first secret is sealed.
 *
 * @throws ConfigError when the file holds no key, or cannot be read or written.
 */
export class KeyFile implements SecretKey {
  #key: Buffer | undefined;

  /** @param locate The file; asked when it is first needed. */
  constructor(private readonly locate: () => Promise<string>) {}

  async find(): Promise<Buffer | undefined> {
    this.#key ??= await read(await this.locate());
    return this.#key;
  }

  async findOrMake(): Promise<Buffer> {
    const found = await this.find();
    if (found !== undefined) return found;
    const file = await this.locate();
    await make(file);
    // Not what we made: another process may have been faster.
    this.#key = await read(file);
    if (this.#key === undefined) throw new ConfigError([`DATA_DIR: ${file} was removed`]);
    return this.#key;
  }
}

async function read(file: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new ConfigError([`DATA_DIR: cannot read ${file} (${codeOf(error)})`]);
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new ConfigError([`DATA_DIR: ${file} holds no key of ${KEY_BYTES} bytes in base64`]);
}

/** Written and flushed under another name, then linked: the file is whole, and is never replaced. */
async function make(file: string): Promise<void> {
  const unfinished = `${file}-${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(unfinished, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    throw new ConfigError([`DATA_DIR: cannot write ${file} (${codeOf(error)})`]);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
