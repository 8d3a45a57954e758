'use strict';

const { Session } = require('node:inspector/promises');

const { default: Runtime } = require('jest-runtime');

/** One for all files of the process: to begin and to end counting, V8 walks the whole heap, which grows with every file. */
class Counter {
  #session;

  /** What was counted before, by other files, is not this one's. */
  async startInstrumenting() {
    if (this.#session !== undefined) {
      await this.#session.post('Profiler.takePreciseCoverage');
      return;
    }
    this.#session = new Session();
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  async stopInstrumenting() {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    return result;
  }
}

const counter = new Counter();

/**
 * Jest's runtime, which counts what a test file runs as Jest does, but at a fraction of the cost: Jest's own begins anew for each
 * file, and attaches a debugger besides, which hashes every script of the process.
 */
module.exports = class CoverageRuntime extends Runtime {
  async collectV8Coverage() {
    this.v8Coverage.instrumenter = counter;
    this.v8Coverage.sources = new Map();
    await counter.startInstrumenting();
  }
};
