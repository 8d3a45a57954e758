import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { compileFolders } from '../lib/compile.mjs';
import { hashTree } from '../lib/hash.mjs';
import { toolEnvironment } from '../lib/node-runtime.mjs';
import { inProject } from '../lib/paths.mjs';
import { step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { isStamped, stamp, unstamp } from '../lib/stamp.mjs';

const shared = [
  ...['tsconfig.json', 'package.json', 'package-lock.json'],
  ...['scripts/lib/compile.mjs', 'scripts/lib/swc-options.mjs'],
];

/** What only tests and stand-in servers need. */
const notOfServer = ['libs/stand-ins', 'libs/testing'];

/**
 * What is built from what: `sources` are the folders that swc compiles, but for `leftOut`; or what a `command` makes of them. Types
 * are for `npm run check`: whoever starts the server waits for no compiler that looks at them.
 */
const products = [
  {
    title: 'Compiling the server',
    usually: '1 to 5 s',
    sources: ['src', 'libs', 'apps/worker', 'apps/migrate', 'apps/console'],
    leftOut: notOfServer,
    output: 'dist',
    outputs: [
      'dist/src',
      'dist/libs',
      'dist/apps/worker',
      'dist/apps/migrate',
      'dist/apps/console',
    ],
    main: 'dist/src/main.js',
    stamp: 'dist/.server-sources',
  },
  {
    title: 'Building the page',
    usually: '2 to 10 s',
    sources: ['apps/web', 'libs/api-client', 'libs/protocol', 'libs/voice-core'],
    outputs: ['dist/apps/web'],
    main: 'dist/apps/web/index.html',
    stamp: 'dist/.page-sources',
    command: ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
  },
];

const isSource = (path) => !path.endsWith('.spec.ts');

async function ensureProduct(product, node) {
  const inputs = await hashTree(
    [...product.sources, ...shared].map((path) => inProject(path)),
    isSource,
  );
  const stampPath = inProject(product.stamp);
  if (existsSync(inProject(product.main)) && (await isStamped(stampPath, inputs))) return;
  await step(product.title, product.usually, async () => {
    await unstamp(stampPath);
    for (const output of product.outputs)
      await rm(inProject(output), { recursive: true, force: true });
    if (product.command === undefined) {
      await compileFolders(product.sources, product.output, product.leftOut);
    } else {
      await run(node, product.command, { env: toolEnvironment(), failure: 'The build failed' });
    }
    await stamp(stampPath, inputs);
  });
}

/**
 * Builds into dist/ what has changed since the last build.
 * @param {string} node the Node to build with
 * @throws SetupError with the compiler's words.
 */
export async function ensureBuild(node) {
  for (const product of products) await ensureProduct(product, node);
}

/** The stand-in servers and the demo among them, which only somebody who tries things out needs: apart from the rest, with its own libraries. */
const standIns = {
  title: 'Compiling the stand-in servers',
  usually: '1 to 2 s',
  sources: ['apps/standin', 'apps/demo', 'libs'],
  output: 'dist/standin',
  outputs: ['dist/standin'],
  main: 'dist/standin/apps/standin/src/main.js',
  stamp: 'dist/.standin-sources',
};

/** Builds the stand-in servers where they have changed. @throws as `ensureBuild` does. */
export async function ensureStandIns(node) {
  await ensureProduct(standIns, node);
}

/** The bench of the voice loop: apart from the rest too, since only test/ may import fakes beside the loop. */
const loopBench = {
  title: 'Compiling the bench of the voice loop',
  usually: '1 to 5 s',
  sources: ['test/bench', 'src', 'libs'],
  output: 'dist/bench-loop',
  outputs: ['dist/bench-loop'],
  main: 'dist/bench-loop/test/bench/loop/main.js',
  stamp: 'dist/.bench-loop-sources',
};

/** Builds the bench of the voice loop where it has changed. @throws as `ensureBuild` does. */
export async function ensureLoopBench(node) {
  await ensureProduct(loopBench, node);
}
