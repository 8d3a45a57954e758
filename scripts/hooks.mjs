/** What git runs before a commit once `npm run hooks:install` was run; `git commit --no-verify` passes it by. */
import { readFileSync } from 'node:fs';

import { commitProblem } from './lib/commit-message.mjs';
import { findNode } from './lib/node-runtime.mjs';
import { inProject } from './lib/paths.mjs';
import { say } from './lib/progress.mjs';
import { run, runAttached } from './lib/run.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { runScript } from './setup/prepare.mjs';

const linted = /\.(ts|tsx|mts|mjs|cjs)$/u;

async function changedFiles(...args) {
  const printed = await run('git', ['diff', '--name-only', '-z', '--diff-filter=d', ...args]);
  return printed.split('\0').filter((path) => path !== '');
}

async function checkStaged() {
  const staged = await changedFiles('--cached');
  if (staged.length === 0) return 0;
  const unstaged = new Set(await changedFiles());
  const halves = staged.filter((path) => unstaged.has(path));
  // The tools read the files, which are not what would be committed.
  if (halves.length > 0) say(`Looked at as they lie there, not as staged: ${halves.join(', ')}`);
  const node = findNode();
  const prettier = [inProject('node_modules/prettier/bin/prettier.cjs'), '--check'];
  const eslint = [inProject('node_modules/eslint/bin/eslint.js'), '--max-warnings=0'];
  const code = staged.filter((path) => linted.test(path));
  const formatted = await runAttached(node, [
    ...prettier,
    '--log-level=warn',
    '--ignore-unknown',
    ...staged,
  ]);
  const lint =
    code.length > 0 ? await runAttached(node, [...eslint, '--no-warn-ignored', ...code]) : 0;
  if (formatted !== 0) say(`Format them: npx prettier --write ${staged.join(' ')}`);
  return formatted === 0 && lint === 0 ? 0 : 1;
}

function checkMessage(file) {
  const problem = commitProblem(readFileSync(file, 'utf8'));
  if (problem !== undefined) throw new SetupError(problem);
  return 0;
}

async function install() {
  await run('git', ['config', 'core.hooksPath', '.githooks']);
  say('Before each commit, what is staged is checked now. Undo: git config --unset core.hooksPath');
  return 0;
}

await runScript(async () => {
  const [what, file] = process.argv.slice(2);
  if (what === 'pre-commit') return checkStaged();
  if (what === 'commit-msg') return checkMessage(file);
  if (what === 'install') return install();
  throw new SetupError(`No such hook: ${what}. There are: install, pre-commit, commit-msg`);
});
