import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { configureInnerRun } from './support/inner-run';
import { runOverScript } from './support/run-script';

interface Result {
  readonly total: { readonly passed: number; readonly failed: number; readonly skipped: number };
  readonly stages: readonly { readonly name: string; readonly isFine: boolean }[];
  readonly failures: readonly object[];
  readonly flaky: readonly object[];
}

/** A test that fails as often as it says, over all runs of its file: a file beside it keeps count. */
const failing = (title: string, times: number) => `
  test(${JSON.stringify(title)}, () => {
    const { appendFileSync, readFileSync } = require('node:fs');
    const count = __filename + ${JSON.stringify(`.${title}`)};
    appendFileSync(count, '.');
    if (readFileSync(count).length <= ${times}) throw new Error('Failed ' + readFileSync(count));
  });
`;
const passing = `test('passes', () => {});`;
const unable = `require('./nowhere');`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-flaky-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs test files with a real Jest, as a whole run does or as a run of chosen files. */
async function run(files: Record<string, string>, hasSecondRuns = true): Promise<Result> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, `${name}.spec.js`), text);
  }
  const config = await configureInnerRun(folder);
  return runOverScript<Result>(
    'test-runs.mjs',
    ['runSelection'],
    `
      const selection = { projects: ['unit'], patternsOf: () => [], options: ['--config=' + input.config] };
      const { hasSecondRuns } = input;
      answer(await runSelection(process.execPath, selection, { hasSecondRuns }));
    `,
    { config, hasSecondRuns },
  );
}

const named = (file: string, title: string, reason: string) =>
  expect.objectContaining({
    path: expect.stringMatching(new RegExp(`${file}\\.spec\\.js$`, 'u')) as string,
    title,
    reason: expect.stringContaining(reason) as string,
  }) as object;

describe('a test that failed in a whole run', () => {
  it('counts as passed, and is named with why it failed, when it passes the second time', async () => {
    const { total, stages, failures, flaky } = await run({
      once: passing + failing('hears', 1),
      other: passing,
    });
    expect(flaky).toEqual([named('once', 'hears', 'Failed .')]);
    expect(failures).toEqual([]);
    expect(total).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(stages).toMatchObject([
      { name: 'unit', isFine: true },
      { name: 'once more', isFine: true },
    ]);
  });

  it('fails the run when it fails again, and hides nothing of what does', async () => {
    const { total, stages, failures, flaky } = await run({
      twice: failing('hears', 1) + failing('speaks', 2),
    });
    expect(failures).toEqual([named('twice', 'speaks', 'Failed ..')]);
    expect(flaky).toEqual([named('twice', 'hears', 'Failed .')]);
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(stages).toMatchObject([
      { name: 'unit', isFine: false },
      { name: 'once more', isFine: false },
    ]);
  });

  it('fails the run with the three others that failed, none of which is run again', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const files = Object.fromEntries(names.map((name) => [name, failing('hears', 1)]));
    const { total, stages, failures, flaky } = await run(files);
    expect(failures).toHaveLength(4);
    expect({ total, flaky }).toEqual({ total: { passed: 0, failed: 4, skipped: 0 }, flaky: [] });
    expect(stages).toMatchObject([{ name: 'unit', isFine: false }]);
  });

  it('fails the run beside a file that could not run at all', async () => {
    const { total, failures, flaky } = await run({ unable, once: failing('hears', 1) });
    expect(failures).toHaveLength(2);
    expect({ total, flaky }).toEqual({ total: { passed: 0, failed: 2, skipped: 0 }, flaky: [] });
  });

  it('fails a run of chosen files at once', async () => {
    const { total, failures, flaky } = await run({ once: failing('hears', 1) }, false);
    expect(failures).toEqual([named('once', 'hears', 'Failed .')]);
    expect({ total, flaky }).toEqual({ total: { passed: 0, failed: 1, skipped: 0 }, flaky: [] });
  });
});
