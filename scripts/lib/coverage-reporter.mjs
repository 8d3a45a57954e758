import { mkdir, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { mergeProcessCovs } from '@bcoe/v8-coverage';

/** Files between two merges: merging each anew is slow, keeping all of them is large. */
const BATCH = 10;

/**
 * A Jest reporter that keeps V8's own counts of all test files, merged, in one file. Jest's report of one run cannot be
 * added to that of another: V8 leaves out what was always or never taken, so the sum must be made before the report.
 */
export default class CoverageReporter {
  #output;
  #merged = { result: [] };
  #batch = [];
  /** By file: the code that ran, with its source map. */
  #codes = {};

  /** @param {object} _config @param {{ output: string }} options */
  constructor(_config, { output }) {
    this.#output = output;
  }

  onTestResult(_test, { v8Coverage = [] }) {
    for (const { result, codeTransformResult } of v8Coverage) {
      if (codeTransformResult === undefined || this.#codes[result.url] !== undefined) continue;
      const { code, originalCode, sourceMapPath } = codeTransformResult;
      const sourceMap = sourceMapPath === null ? undefined : readFileSync(sourceMapPath, 'utf8');
      this.#codes[result.url] = { code, originalCode, sourceMap };
    }
    this.#batch.push({ result: v8Coverage.map(({ result }) => result) });
    if (this.#batch.length >= BATCH) this.#merge();
  }

  async onRunComplete() {
    this.#merge();
    await mkdir(dirname(this.#output), { recursive: true });
    const counts = this.#merged.result;
    await writeFile(this.#output, JSON.stringify({ counts, codes: this.#codes }));
  }

  #merge() {
    this.#merged = mergeProcessCovs([this.#merged, ...this.#batch.splice(0)]);
  }
}
