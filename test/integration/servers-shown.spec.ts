import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { configureInnerRun } from './support/inner-run';

const ROOT = path.join(__dirname, '..', '..');
const JEST = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

const TESTS = `
  const server = { output: 'started;' };
  const silent = { output: 'another;' };
  globalThis.serversShown = new Set([server, silent]);
  test('passes', () => { server.output += 'first;'; });
  test('fails', () => {
    server.output += 'second;';
    throw new Error('in vain');
  });
  test('fails later', () => {
    server.output += 'x'.repeat(10000) + 'third;';
    throw new Error('in vain');
  });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-servers-shown-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an end-to-end test that fails', () => {
  it('shows what the servers said during it, and not before', async () => {
    await writeFile(path.join(folder, 'one.spec.js'), TESTS);
    const config = await configureInnerRun(folder, {
      testEnvironment: path.join(ROOT, 'test', 'setup', 'servers-shown.cjs'),
      reporters: ['default'],
    });
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      JEST,
      `--config=${config}`,
    ]).catch((error: unknown) => error as { stdout: string; stderr: string });
    const shown = [
      ...`${stdout}${stderr}`.matchAll(/What a server said during "(.*)":\n\s*(.*)/gu),
    ];
    expect(shown.map(([, title, said = '']) => [title, said.length, said.slice(-7)])).toEqual([
      ['fails', 7, 'second;'],
      ['fails later', 8000, 'xthird;'],
    ]);
  });
});
