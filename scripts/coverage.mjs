/** `node scripts/coverage.mjs FILE...`: prints the table of the counts that `npm test` left in coverage/. Needs Node 24. */
import { coverageTable, readCoverage } from './lib/coverage.mjs';

const files = await readCoverage(process.argv.slice(2));
process.stdout.write(`\n${await coverageTable(files)}\n`);
