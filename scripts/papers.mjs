/**
 * `npm run check -- papers`: every path of this repository that a page names is there: `src/…`, `libs/…` and the like in
 * backticks or links, every link to a page, and every setting (`PORT=4900`, `LOG_LEVEL`). Where a page names a test by its title
 * after a path (`… .spec.ts` "title"), the file has the title. Prints what is wrong, and fails then.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { projectRoot } from './lib/paths.mjs';
import { missingIn } from './lib/papers.mjs';

/** Tells what was there at the time. */
const NOT_READ = /^CHANGELOG\.md$/u;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const pages = files.filter(
  (file) => /^(?:docs\/.*|[^/]+)\.md$/u.test(file) && !NOT_READ.test(file),
);
const read = (file) => readFileSync(`${projectRoot}/${file}`, 'utf8');
const wrong = pages.flatMap((page) => missingIn(page, read(page), files, read));
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
