import { readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { compileText, filesBelow, isSource, outputOf } from '../lib/compile.mjs';
import { writeFileAtomically } from '../lib/stamp.mjs';

const reading = (path) => readFile(path, 'utf8').catch(() => undefined);

/**
 * Compiles the server file by file, in milliseconds and without looking at types, into a folder of its own. All changes of a
 * moment are written or, when one of them does not compile, none; and they can be taken back while they have not proved good.
 */
export class Compiler {
  #root;
  #output;
  /** By output: what was there when the server last ran, of those that are newer. `undefined`: there was none. */
  #good = new Map();
  /** Sources whose newest text is not in the outputs. */
  #waiting = new Set();

  /**
   * @param {string} root of the sources
   * @param {string} output folder of what is compiled; what is in it goes
   */
  constructor(root, output) {
    this.#root = root;
    this.#output = output;
  }

  /**
   * Compiles everything below these folders.
   * @param {string[]} folders relative to the root
   * @returns as `compile` does
   */
  async compileAll(folders) {
    await rm(this.#output, { recursive: true, force: true });
    return this.compile(await filesBelow(folders.map((folder) => join(this.#root, folder))));
  }

  /**
   * @param {string[]} paths of files that changed or went away; those that are no sources are passed over
   * @returns {Promise<{ changed: string[], problems: string[] }>} the sources whose outputs are new, relative to the root; or
   * what the compiler says, and nothing is new
   */
  async compile(paths) {
    const sources = [...new Set([...this.#waiting, ...paths.filter(isSource)])];
    const problems = [];
    const compiled = await Promise.all(
      sources.map((path) =>
        this.#compileOne(path).catch((error) => {
          problems.push(error.message.trim());
          return [];
        }),
      ),
    );
    if (problems.length > 0) {
      for (const source of sources) this.#waiting.add(source);
      return { changed: [], problems };
    }
    this.#waiting.clear();
    const changed = [];
    for (const [index, outputs] of compiled.entries()) {
      let isNew = false;
      for (const output of outputs) isNew = (await this.#write(output)) || isNew;
      if (isNew) changed.push(relative(this.#root, sources[index]));
    }
    return { changed, problems };
  }

  /** What is in the outputs runs. */
  keep() {
    this.#good.clear();
  }

  /**
   * Puts back what last ran. The newer sources are compiled again with the next change.
   * @returns {Promise<boolean>} whether anything that ran is there
   */
  async takeBack() {
    const entries = [...this.#good];
    this.#good.clear();
    for (const [path, { source, text }] of entries) {
      this.#waiting.add(source);
      await this.#put(path, text);
    }
    return entries.some(([, { text }]) => text !== undefined);
  }

  async #compileOne(source) {
    const path = outputOf(source, this.#root, this.#output);
    const text = await reading(source);
    if (text === undefined) return [path, `${path}.map`].map((gone) => ({ path: gone, source }));
    const { code, map } = await compileText(source, text, this.#root);
    return [
      { path: `${path}.map`, text: map },
      { path, text: code },
    ].map((output) => ({ ...output, source }));
  }

  async #write({ path, text, source }) {
    const before = await reading(path);
    if (before === text) return false;
    if (!this.#good.has(path)) this.#good.set(path, { source, text: before });
    await this.#put(path, text);
    return true;
  }

  #put(path, text) {
    return text === undefined ? rm(path, { force: true }) : writeFileAtomically(path, text);
  }
}
