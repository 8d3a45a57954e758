'use strict';

const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');
const { fileURLToPath } = require('node:url');

const { isCovered } = require('./covered-files.mjs');

/** Keeps which code of this process ran, as V8 counts it, in a file of its own. */
class CoverageCounter {
  #session = new Session();
  #compiled;
  #output;

  /**
   * @param {string} folder that exists
   * @param {import('./compiled-modules.cjs').CompiledModules} compiled
   */
  constructor(folder, compiled) {
    this.#compiled = compiled;
    this.#output = join(folder, `${process.pid}.json`);
    this.#session.connect();
    this.#ask('Profiler.enable');
    // Whether, not how often, which is cheaper. V8 says that of a function once: what it says is taken once.
    this.#ask('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  }

  /**
   * Writes down what all test files of this process ran. V8 looks at every function that the process has, so asking it after
   * each file would cost a fifth of what most files do.
   */
  write() {
    const counts = [];
    const codes = {};
    for (const { scriptId, url, functions } of this.#ask('Profiler.takePreciseCoverage').result) {
      const path = url.startsWith('file://') ? fileURLToPath(url) : '';
      const text = isCovered(path) ? this.#compiled.textOf(path) : undefined;
      if (text === undefined) continue;
      counts.push({ scriptId, url: path, functions: this.#compiled.inText(path, functions) });
      codes[path] = text;
    }
    writeFileSync(this.#output, JSON.stringify({ counts, codes }));
  }

  /** A session within the thread answers before it returns. */
  #ask(method, parameters) {
    let answer;
    this.#session.post(method, parameters, (error, result) => {
      if (error !== null) throw error;
      answer = result;
    });
    return answer;
  }
}

module.exports = { CoverageCounter };
