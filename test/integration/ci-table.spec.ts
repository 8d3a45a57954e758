import { runOverScript } from './support/run-script';

const table = (stages: readonly object[], wallMs: number) =>
  runOverScript<string>('stages.mjs', ['stageTable'], 'answer(stageTable(...input));', [
    stages,
    wallMs,
  ]);
const closing = (counts: object) =>
  runOverScript<string>('stages.mjs', ['closingLine'], 'answer(closingLine(input));', counts);

const list = (failures: readonly object[], flaky: readonly object[] = []) =>
  runOverScript<string>('stages.mjs', ['failureList'], 'answer(failureList(...input));', [
    failures,
    flaky,
  ]);

describe('the end of a run of tests', () => {
  it('says where the time went, that of stages beside each other once, and what failed', () => {
    const stages = [
      { name: 'checks', isFine: true, tookMs: 95_200 },
      { name: 'unit', isFine: false, tookMs: 140_000 },
      { name: 'e2e', isFine: true, tookMs: 600_000 },
    ];
    expect(table(stages, 695_300).split('\n')).toEqual([
      'ok      checks                  95.2 s',
      'FAILED  unit                   140.0 s',
      'ok      e2e                    600.0 s',
      '        together               695.3 s',
    ]);
  });

  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, '12 passed, 0 failed'],
    [{ passed: 11, failed: 1, skipped: 2 }, '11 passed, 1 failed, 2 skipped'],
  ])('closes with the line that CI reads: %j', (counts, line) => {
    expect(closing(counts)).toBe(line);
  });

  it('names each test that failed, one a line, and nothing when none did', () => {
    const hears = { path: 'test/a.spec.ts', title: 'hears', reason: 'late' };
    const failures = [hears, { path: 'test/b.spec.ts', reason: 'mute' }, { reason: 'no result' }];
    expect(list(failures)).toBe(
      '\nFAILED  test/a.spec.ts › hears: late\nFAILED  test/b.spec.ts: mute\nFAILED  no result\n',
    );
    expect(list([])).toBe('');
  });

  it('names what passed the second time apart from what failed', () => {
    const hears = { path: 'test/a.spec.ts', title: 'hears', reason: 'late' };
    const speaks = { path: 'test/b.spec.ts', title: 'speaks', reason: 'mute' };
    expect(list([speaks], [hears])).toBe(
      '\nFAILED  test/b.spec.ts › speaks: mute\nFLAKY   test/a.spec.ts › hears: late\n',
    );
  });
});
