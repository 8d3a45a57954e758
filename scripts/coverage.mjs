/**
 * `node scripts/coverage.mjs coverage/v8-*.json`: prints the table of the counts that `npm test` left there, and fails where too
 * few lines were run. A folder stands for the run whose processes counted into it: its sum is left in coverage/. Needs Node 24.
 */
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { addUpCounts } from './lib/coverage-counts.mjs';
import { coverageOf, coverageShortfalls, coverageTable } from './lib/coverage.mjs';
import { inProject } from './lib/paths.mjs';

/** Another run may end at the same time: the file is whole at any time. */
async function keep(name, counts) {
  const path = inProject('coverage', `v8-${name}.json`);
  const arriving = `${path}.${process.pid}`;
  await mkdir(inProject('coverage'), { recursive: true });
  await writeFile(arriving, JSON.stringify(counts));
  await rename(arriving, path);
}

async function countsOf(path) {
  if (!(await stat(path)).isDirectory()) return JSON.parse(await readFile(path, 'utf8'));
  const counts = await addUpCounts(path);
  await keep(basename(path), counts);
  return counts;
}

const runs = [];
for (const path of process.argv.slice(2)) runs.push(await countsOf(path));
const files = await coverageOf(runs);
process.stdout.write(`\n${await coverageTable(files)}\n`);
const shortfalls = coverageShortfalls(files);
for (const line of shortfalls) process.stdout.write(`${line}\n`);
process.exitCode = shortfalls.length === 0 ? 0 : 1;
