import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { mergeProcessCovs } from '@bcoe/v8-coverage';

/**
 * @typedef {object} Counts of one run, or of a part of it
 * @property {object[]} counts V8's, one for each file that ran
 * @property {Record<string, string>} codes what ran of each file, with its source map at its end
 */

/**
 * Adds up what the processes of a run counted. Reports of runs cannot be added up: V8 leaves out what was always or never taken,
 * so the sum must be made before the report.
 * @param {string} folder where coverage-counter.cjs wrote
 * @returns {Promise<Counts>}
 */
export async function addUpCounts(folder) {
  // Two at least: what is alone is passed on as it is, and a process may have a file twice.
  const processes = [{ result: [] }];
  const codes = {};
  for (const name of await readdir(folder)) {
    const ofProcess = JSON.parse(await readFile(join(folder, name), 'utf8'));
    Object.assign(codes, ofProcess.codes);
    processes.push({ result: ofProcess.counts });
  }
  return { counts: mergeProcessCovs(processes).result, codes };
}
