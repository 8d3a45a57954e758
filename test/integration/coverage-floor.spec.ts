import { runOverScript } from './support/run-script';

const file = (path: string, covered: number, total = 100) => ({ path, lines: { total, covered } });

/** The four services at their floor, and the rest of the project so that all of it is at its own. */
const AT_THE_FLOOR = [
  file('src/conversation/a.ts', 92),
  file('src/stt/b.ts', 92),
  file('src/llm/c.ts', 92),
  file('src/tts/d.ts', 92),
  file('libs/audio/e.ts', 512, 600),
];

const shortfalls = (files: readonly object[]) =>
  runOverScript<string[]>(
    'coverage.mjs',
    ['coverageShortfalls'],
    'answer(coverageShortfalls(input));',
    files,
  );

describe('the least coverage of a whole run', () => {
  it('is content with what is asked for', () => {
    expect(shortfalls(AT_THE_FLOOR)).toEqual([]);
  });

  it.each(['src/conversation', 'src/stt', 'src/llm', 'src/tts'])(
    'names %s when a line too few of it was run, whatever the whole',
    (folder) => {
      const others = AT_THE_FLOOR.filter(({ path }) => !path.startsWith(`${folder}/`));
      const files = [
        ...others,
        file(`${folder}/x.ts`, 9199, 10_000),
        file('libs/y.ts', 5000, 5000),
      ];
      expect(shortfalls(files)).toEqual([
        `Too little is tested: ${folder} has 91.99 % of its lines covered, 92 % are asked for.`,
      ]);
    },
  );

  it('names the whole project when a line too few was run anywhere', () => {
    expect(shortfalls([...AT_THE_FLOOR, file('apps/web/f.ts', 0, 1)])).toEqual([
      'Too little is tested: project has 87.91 % of its lines covered, 88 % are asked for.',
    ]);
  });

  it('does not take a folder without a file for a tested one', () => {
    const others = AT_THE_FLOOR.filter(({ path }) => !path.startsWith('src/tts/'));
    expect(shortfalls(others)).toContain(
      'Too little is tested: src/tts has 0.00 % of its lines covered, 92 % are asked for.',
    );
  });
});
