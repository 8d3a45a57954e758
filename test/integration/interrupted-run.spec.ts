import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { eventually } from '../support/eventually';
import { isAlive } from '../support/is-alive';
import { configureInnerRun } from './support/inner-run';
import { startOverScript } from './support/run-script';

type Told = { readonly pid: number; readonly place: string };

/** Starts what goes on without it, as a database does, tells of that, and never ends. */
const waiting = (toldIn: string) => `
  const { spawn } = require('node:child_process');
  const { mkdtempSync, renameSync, writeFileSync } = require('node:fs');
  const { tmpdir } = require('node:os');
  test('waits', async () => {
    const place = mkdtempSync(tmpdir() + '/data-');
    const args = ['--eval', 'setInterval(() => {}, 1000)', place];
    const child = spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
    child.unref();
    writeFileSync(${JSON.stringify(`${toldIn}.new`)}, JSON.stringify({ pid: child.pid, place }));
    renameSync(${JSON.stringify(`${toldIn}.new`)}, ${JSON.stringify(toldIn)});
    await new Promise((resolve) => setTimeout(resolve, 100_000));
  }, 110_000);
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-interrupted-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('leaves nothing behind: what its tests have started ends, and their files go', async () => {
  const toldIn = path.join(folder, 'told.json');
  await writeFile(path.join(folder, 'waiting.spec.js'), waiting(toldIn));
  const config = await configureInnerRun(folder);
  const program = startOverScript(
    'test-runs.mjs',
    ['runSelection'],
    `
      const selection = { projects: ['unit'], patternsOf: () => [], options: ['--config=' + input] };
      await runSelection(process.execPath, selection);
    `,
    config,
  );
  const ended = once(program, 'exit');
  await eventually(() => existsSync(toldIn), Boolean);
  const { pid, place } = JSON.parse(await readFile(toldIn, 'utf8')) as Told;
  expect([isAlive(pid), existsSync(place)]).toEqual([true, true]);
  program.kill('SIGTERM');
  expect(await ended).toEqual([143, null]);
  expect(existsSync(place)).toBe(false);
  // Who it was left to may take a moment to see that it has ended.
  await eventually(
    () => isAlive(pid),
    (alive) => !alive,
  );
});
