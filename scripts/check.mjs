/**
 * `npm run check`: format, lint, types, imports, dead code, paths in papers, generated files. Runs all of them, two at a time,
 * and ends with a table; fails when one fails. Names given as arguments select: `npm run check -- lint types`.
 */
import { existsSync } from 'node:fs';

import { toolEnvironment } from './lib/node-runtime.mjs';
import { runCollected } from './lib/run.mjs';
import { inProject } from './lib/paths.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

const tool = (path) => inProject('node_modules', path);
/** TypeScript 7, which is native code; what asks a compiler for types (typescript-eslint, knip) needs the interface of 6. */
const typescript = tool('typescript-native/bin/tsc');

/** Most of them keep one core busy, and each that reads types takes a gigabyte. */
const atATime = 2;

/** The longest first. Each with the folders or files that must exist for it to have something to look at. */
const checks = [
  {
    name: 'lint',
    command: [tool('eslint/bin/eslint.js'), '--max-warnings=0', '.'],
  },
  { name: 'types', command: [typescript, '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'format',
    command: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
  },
  {
    name: 'types of the page',
    command: [typescript, '--noEmit', '-p', 'apps/web/tsconfig.json'],
    needs: 'apps/web/tsconfig.json',
  },
  {
    name: 'imports',
    command: [
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'libs',
      'apps',
      'test',
    ],
  },
  { name: 'dead code', command: [tool('knip/bin/knip.js'), '--no-progress'] },
  {
    // Two seconds each: compiled again, and compared with what is in the repository.
    name: 'WebAssembly',
    command: [inProject('scripts/wasm.mjs'), '--check'],
  },
  { name: 'papers', command: [inProject('scripts/papers.mjs')] },
  {
    // Last: lint, which takes as long as all others together, does not wait for the build.
    name: 'generated files',
    command: [inProject('scripts/generate.mjs'), '--check'],
    needs: 'scripts/generate.mjs',
    isOfBuild: true,
  },
];

function selectChecks(names) {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    throw new SetupError(
      `No such check: ${unknown.join(', ')}. There are: ${checks.map((check) => check.name).join(', ')}`,
    );
  }
  return checks.filter(
    (check) =>
      (names.length === 0 || names.includes(check.name)) &&
      (check.needs === undefined || existsSync(inProject(check.needs))),
  );
}

/** Builds, and says what a build that fails says; the checks beside it go on. */
async function buildFirst() {
  try {
    await prepare({ hasEngines: false });
    return { code: 0, output: '' };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { code: 1, output: `${error.message}\n` };
  }
}

async function runCheck(node, { name, command, isOfBuild = false }) {
  const startedAtMs = Date.now();
  const env = { ...toolEnvironment(), ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
  const build = isOfBuild ? await buildFirst() : { code: 0 };
  const { code, output } = build.code === 0 ? await runCollected(node, command, env) : build;
  process.stdout.write(`--- ${name}\n${output}`);
  return { name, isFine: code === 0, seconds: ((Date.now() - startedAtMs) / 1000).toFixed(1) };
}

await runScript(async () => {
  const selected = selectChecks(process.argv.slice(2));
  const node = await prepare({ hasEngines: false, hasBuild: false });
  const rows = [];
  const waiting = [...selected];
  const runNext = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      rows.push(await runCheck(node, check));
    }
  };
  await Promise.all(Array.from({ length: atATime }, runNext));
  process.stdout.write('\n');
  for (const { name, isFine, seconds } of rows) {
    process.stdout.write(
      `${isFine ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)}${seconds.padStart(6)} s\n`,
    );
  }
  return rows.every((row) => row.isFine) ? 0 : 1;
});
