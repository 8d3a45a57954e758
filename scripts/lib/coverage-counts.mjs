import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { mergeProcessCovs } from '@bcoe/v8-coverage';

/** Test files between two merges: merging each anew is slow, keeping all of them is large. */
const batchSize = 10;

/**
 * @typedef {object} Counts of one run, or of a part of it
 * @property {object[]} counts V8's, one for each file that ran
 * @property {Record<string, string>} codes what ran of each file, with its source map at its end
 */

/**
 * Adds up what the processes of a run counted, each test file for itself. Reports of runs cannot be added up: V8 leaves out what
 * was always or never taken, so the sum must be made before the report.
 * @param {string} folder where coverage-counter.cjs wrote
 * @returns {Promise<Counts>}
 */
export async function addUpCounts(folder) {
  let merged = { result: [] };
  let batch = [];
  const codes = {};
  const merge = () => {
    merged = mergeProcessCovs([merged, ...batch]);
    batch = [];
  };
  for (const name of await readdir(folder)) {
    for await (const line of createInterface(createReadStream(join(folder, name)))) {
      const ofFile = JSON.parse(line);
      Object.assign(codes, ofFile.codes);
      batch.push({ result: ofFile.counts });
      if (batch.length >= batchSize) merge();
    }
  }
  merge();
  return { counts: merged.result, codes };
}
