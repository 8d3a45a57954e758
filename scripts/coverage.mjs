/**
 * `node scripts/coverage.mjs FILE...`: prints the table of the counts that `npm test` left in coverage/, and fails where too few
 * lines were run. Needs Node 24.
 */
import { coverageShortfalls, coverageTable, readCoverage } from './lib/coverage.mjs';

const files = await readCoverage(process.argv.slice(2));
process.stdout.write(`\n${await coverageTable(files)}\n`);
const shortfalls = coverageShortfalls(files);
for (const line of shortfalls) process.stdout.write(`${line}\n`);
process.exitCode = shortfalls.length === 0 ? 0 : 1;
