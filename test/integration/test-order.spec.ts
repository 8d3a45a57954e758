import { existsSync } from 'node:fs';
import path from 'node:path';

import { runOverScript } from './support/run-script';

const ROOT = path.join(__dirname, '../..');
const SCRIPT = ['test-sequencer.cjs', ['default as LongestFirst']] as const;

/** The order of files whose sizes are given; `seconds` are what Jest remembers. */
const sorted = (sizes: Record<string, number>, seconds: Record<string, number> = {}) =>
  runOverScript<string[]>(
    ...SCRIPT,
    `
      const config = { rootDir: '/project', cache: false };
      const hasteFS = { getSize: (path) => input.sizes[path.slice('/project/'.length)] };
      const sequencer = new LongestFirst({});
      const context = { config, hasteFS };
      const tests = Object.keys(input.sizes).map((path) => ({ path: '/project/' + path, context }));
      const cache = Object.entries(input.seconds).map(([path, s]) => ['/project/' + path, [1, s * 1000]]);
      sequencer._cache.set(context, Object.fromEntries(cache));
      answer(sequencer.sort(tests).map(({ path }) => path.slice('/project/'.length)));
    `,
    { sizes, seconds },
  );

const SMALL_AND_LONG = 'test/e2e/pages.spec.ts';

describe('the order of test files', () => {
  it('begins with those that are known to take long, though they are small, and goes by size from there', () => {
    expect(
      sorted({
        'a.spec.ts': 10,
        'b.spec.ts': 3000,
        'test/e2e/mishaps.spec.ts': 2,
        [SMALL_AND_LONG]: 1,
      }),
    ).toEqual([SMALL_AND_LONG, 'test/e2e/mishaps.spec.ts', 'b.spec.ts', 'a.spec.ts']);
  });

  it('goes by what Jest remembers where it does', () => {
    expect(
      sorted({ 'a.spec.ts': 1, [SMALL_AND_LONG]: 1 }, { 'a.spec.ts': 9, [SMALL_AND_LONG]: 2 }),
    ).toEqual(['a.spec.ts', SMALL_AND_LONG]);
  });

  it('knows only files that there are', () => {
    const known = runOverScript<string[]>(...SCRIPT, 'answer(LongestFirst.longest);');
    expect(known.length).toBeGreaterThan(0);
    expect(known.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});
