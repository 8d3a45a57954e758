import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { configureInnerRun } from './support/inner-run';
import { runOverScript } from './support/run-script';

const RUNTIME = path.join(__dirname, '../../scripts/lib/test-runtime.cjs');

/** More than one worker runs at a time, so that Jest runs none of them in its own process. */
const FILES = 6;

/** What a file keeps in memory, and more than a worker has after one file but less than after two. */
const FILE_BYTES = 160 * 2 ** 20;
const GROWN_BYTES = 2 * FILE_BYTES;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-grown-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs files that write down in which process they run, and `act` with `isFirst` of all, with room for so many bytes. */
async function run(bytes: number, act = '') {
  const ran = path.join(folder, 'ran');
  const test = `test('runs', async () => {
    const { appendFileSync, existsSync } = require('node:fs');
    const isFirst = !existsSync(${JSON.stringify(ran)});
    appendFileSync(${JSON.stringify(ran)}, process.pid + '\\n');
    ${act}
  });`;
  for (let index = 0; index < FILES; index++) {
    await writeFile(path.join(folder, `file-${index}.spec.js`), test);
  }
  const config = await configureInnerRun(folder, { runtime: RUNTIME });
  const counts = path.join(folder, 'counts');
  const { total, failures } = runOverScript<{ total: object; failures: { reason: string }[] }>(
    'test-runs.mjs',
    ['runSelection'],
    `
      import { mkdirSync } from 'node:fs';
      mkdirSync(input.counts);
      process.env.TEST_WORKER_BYTES = String(input.bytes);
      const options = ['--config=' + input.config, '--maxWorkers=2'];
      const selection = { projects: ['unit'], patternsOf: () => [], options };
      const coverageFolders = { unit: input.counts };
      answer(await runSelection(process.execPath, selection, { coverageFolders }));
    `,
    { bytes, config, counts },
  );
  const pids = (await readFile(ran, 'utf8')).trim().split('\n');
  return { total, failures, pids, counted: await readdir(counts) };
}

describe('a worker that has grown', () => {
  it('makes room for another one, which runs the next file; none is lost or run twice', async () => {
    const { total, pids, counted } = await run(1);
    expect(total).toEqual({ passed: FILES, failed: 0, skipped: 0 });
    expect(pids).toHaveLength(FILES);
    expect(new Set(pids).size).toBe(FILES);
    expect(counted.toSorted()).toEqual(pids.map((pid) => `${pid}.json`).toSorted());
  });

  it('says what a file before the last one left, and not what ends with the worker', async () => {
    const { failures, pids } = await run(
      GROWN_BYTES,
      `process.stdout.write('');
      const kept = Buffer.alloc(${FILE_BYTES}, 1);
      setInterval(() => kept, 1000).unref();
      const server = require('node:net').createServer();
      const port = await new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve(server.address().port));
      });
      const isConnected = new Promise((resolve) => server.once('connection', resolve));
      require('node:net').connect(port, '127.0.0.1');
      const socket = await isConnected;
      if (isFirst) return;
      socket.destroy();
      server.close();`,
    );
    expect(new Set(pids).size).toBeGreaterThan(2);
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/left something open, .*: Server .*127\.0\.0\.1/u),
    ]);
  });

  it('runs one file after another while it is small', async () => {
    const { total, pids } = await run(2 ** 33);
    expect(total).toEqual({ passed: FILES, failed: 0, skipped: 0 });
    expect(new Set(pids).size).toBeLessThanOrEqual(2);
  });
});
