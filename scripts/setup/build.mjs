import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { hashTree } from '../lib/hash.mjs';
import { toolEnvironment } from '../lib/node-runtime.mjs';
import { inProject } from '../lib/paths.mjs';
import { step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { isStamped, stamp, unstamp } from '../lib/stamp.mjs';

const shared = ['tsconfig.json', 'package.json', 'package-lock.json'];

/**
 * What is built from what. The server, apps/worker, apps/migrate and apps/console are one TypeScript
 * program and one compiler pass.
 */
const products = [
  {
    title: 'Compiling the server',
    usually: '5 to 15 s',
    sources: [
      ...['src', 'libs', 'apps/worker', 'apps/migrate', 'apps/console'],
      ...['nest-cli.json', 'tsconfig.build.json'],
    ],
    outputs: [
      'dist/src',
      'dist/libs',
      'dist/apps/worker',
      'dist/apps/migrate',
      'dist/apps/console',
    ],
    main: 'dist/src/main.js',
    stamp: 'dist/.server-sources',
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'server'],
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
    await run(node, product.command, { env: toolEnvironment(), failure: 'The build failed' });
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
  usually: '5 to 15 s',
  sources: ['apps/standin', 'apps/demo', 'libs', 'nest-cli.json', 'tsconfig.standin.json'],
  outputs: ['dist/standin'],
  main: 'dist/standin/apps/standin/src/main.js',
  stamp: 'dist/.standin-sources',
  command: ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'standin'],
};

/** Builds the stand-in servers where they have changed. @throws as `ensureBuild` does. */
export async function ensureStandIns(node) {
  await ensureProduct(standIns, node);
}

/** The bench of the voice loop: apart from the rest too, since only test/ may import fakes beside the loop. */
const loopBench = {
  title: 'Compiling the bench of the voice loop',
  usually: '5 to 15 s',
  sources: ['test/bench', 'src', 'libs', 'nest-cli.json', 'tsconfig.bench-loop.json'],
  outputs: ['dist/bench-loop'],
  main: 'dist/bench-loop/test/bench/loop/main.js',
  stamp: 'dist/.bench-loop-sources',
  command: ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'bench-loop'],
};

/** Builds the bench of the voice loop where it has changed. @throws as `ensureBuild` does. */
export async function ensureLoopBench(node) {
  await ensureProduct(loopBench, node);
}
