import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { configureInnerRun } from './support/inner-run';
import { runOverScript } from './support/run-script';

interface Result {
  readonly total: { readonly passed: number; readonly failed: number; readonly skipped: number };
  readonly failures: readonly { readonly title?: string; readonly reason: string }[];
}

const RUNTIME = path.join(__dirname, '../../scripts/lib/test-runtime.cjs');

const closing = `test('closes', () => {});`;
const listening = `
  test('listens', async () => {
    const server = require('node:net').createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Known to its own worker alone.
    globalThis.server = server;
  });
`;
const ticking = `test('ticks', () => { setInterval(() => {}, 1000); });`;
const failing = `${listening} test('fails', () => { throw new Error('late'); });`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-left-open-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs test files in workers of a real Jest with our runtime. */
async function run(files: Record<string, string>): Promise<Result> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, `${name}.spec.js`), text);
  }
  const config = await configureInnerRun(folder, {
    runtime: RUNTIME,
    workerGracefulExitTimeout: 120_000,
  });
  return runOverScript<Result>(
    'test-runs.mjs',
    ['runSelection'],
    `
      const selection = { projects: ['unit'], patternsOf: () => [], options: ['--config=' + input] };
      answer(await runSelection(process.execPath, selection));
    `,
    config,
  );
}

describe('a test that leaves something open', () => {
  it('fails the run, and is named with what it left, unless it failed', async () => {
    const { total, failures } = await run({ listening, ticking, failing, closing });
    const reasons = failures.map(({ title, reason }) => title ?? reason);
    expect(reasons).toEqual(
      expect.arrayContaining([
        'fails',
        expect.stringMatching(
          /listening\.spec\.js left something open, .*: Server .*127\.0\.0\.1/u,
        ),
        expect.stringMatching(/ticking\.spec\.js left something open, .*timer/u),
      ]),
    );
    expect(reasons.filter((reason) => reason.includes('failing.spec.js'))).toEqual([]);
    expect(total).toEqual({ passed: 4, failed: failures.length, skipped: 0 });
  });

  it('is no other that closes all', async () => {
    const { total } = await run({ first: closing, second: closing });
    expect(total).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });
});
