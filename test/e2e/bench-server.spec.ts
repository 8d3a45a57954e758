import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Row } from '../bench/server/figures';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
const REGISTER = join(ROOT, 'test/integration/support/register-typescript.cjs');
const MAIN = join(ROOT, 'test/bench/server/main.ts');

/** The shortest run in which one of the users says the sentence, is answered, breaks in, and is answered again. */
const SMOKE = ['--sessions', '2', '--seconds', '9', '--warm-up', '0', '--settle', '0'];

describe('npm run bench:server', () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'voxbridge-bench-out-'));
  });
  afterEach(() => rm(out, { recursive: true, force: true }));

  const bench = (...words: readonly string[]) =>
    run(process.execPath, ['--require', REGISTER, MAIN, ...words], { cwd: ROOT });

  it('measures two sessions beside what they take at least, prints them, and leaves figures and a chart', async () => {
    const { stdout } = await bench(...SMOKE, '--floor', '--out', out);
    expect(stdout).toContain('VoxBridge');
    const { rows } = JSON.parse(await readFile(join(out, 'socket.json'), 'utf8')) as {
      rows: readonly Row[];
    };
    expect(rows).toHaveLength(2);
    const [row, floor] = rows as [Row, Row];
    expect(row).toMatchObject({ server: 'voxbridge', sessions: 2, runs: 1, errors: 0 });
    expect(floor).toMatchObject({ server: 'floor', sessions: 2, errors: 0 });
    for (const { answers } of [row, floor]) expect(answers).toBeGreaterThan(0);
    // Measured at all: how long it took belongs to the machine, and a load generator that got no processor tells of less
    // than nothing.
    expect(Number.isFinite(row.delayP50Ms.least)).toBe(true);
    expect(row.gapP95Ms.median).toBeGreaterThan(0);
    expect(row.cpuSecondsBy.main.median).toBeGreaterThan(0);
    expect(row.loopP99Ms?.median).toBeGreaterThan(0);
    expect(row.restMb.median).toBeGreaterThan(50);
    const chart = await readFile(join(out, 'socket.svg'), 'utf8');
    expect(chart).toContain('CPU s per session-minute');
    expect(chart).not.toContain('NaN');
  });

  it('measures how long the loop stands still when people join', async () => {
    const { stdout } = await bench('--joins', '3');
    const [, ...cells] = /^3 +(\d+) +(\d+) +(\d+) +(\d+)/mu.exec(stdout)?.map(Number) ?? [];
    expect(cells).toHaveLength(4);
    expect(Math.min(...cells)).toBeGreaterThan(0);
  });

  it.each([
    [['--sessions', '0'], '--sessions takes whole numbers from 1 to 1000'],
    [['--channel', 'telephone'], '--channel is one of socket, opus, webrtc'],
    [['--runs', 'many'], '--runs takes whole numbers from 1 to 100'],
    [['--joins', '0'], '--joins takes whole numbers from 1 to 1000'],
  ])('refuses %j by name', async (words, reason) => {
    await expect(bench(...words)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(reason) as string,
    });
  });
});
