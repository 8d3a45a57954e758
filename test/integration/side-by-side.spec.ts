import { runOverScript } from './support/run-script';

type Event = readonly [run: number, stream: 'stdout' | 'stderr' | 'end', text?: string];

/** What is written after each event of `count` runs. */
const written = (count: number, events: readonly Event[]) =>
  runOverScript<string[]>(
    'ordered-output.mjs',
    ['orderedOutput'],
    `
      let text = '';
      const stream = (mark) => ({ write: (chunk) => (text += mark + chunk) });
      const runs = orderedOutput(input.count, { stdout: stream(''), stderr: stream('!') });
      answer(input.events.map(([run, kind, chunk]) => {
        text = '';
        if (kind === 'end') runs[run].end();
        else runs[run].write(kind, chunk);
        return text;
      }));
    `,
    { count, events },
  );

const rows = (projects: readonly string[], freeShare: number, cores = 4) =>
  runOverScript<string[][]>(
    'test-lanes.mjs',
    ['isMachineFree', 'layOut'],
    'const { projects, cores, freeShare } = input;\nanswer(layOut(projects, await isMachineFree(projects, async () => freeShare), cores));',
    { projects, freeShare, cores },
  );

const workers = (project: string, ...freeShares: readonly number[]) =>
  runOverScript<number>(
    'test-lanes.mjs',
    ['isMachineFree', 'workersOf'],
    'const { project, freeShares } = input;\nanswer(workersOf(project, await isMachineFree([project], async () => freeShares.shift() ?? 0)));',
    { project, freeShares },
  );

describe('the output of runs beside each other', () => {
  it('passes on what the first of them writes, as it comes', () => {
    expect(
      written(2, [
        [0, 'stdout', 'a'],
        [0, 'stderr', 'b'],
      ]),
    ).toEqual(['a', '!b']);
  });

  it('keeps what a later run writes until those before it have ended, and then passes it on', () => {
    expect(
      written(2, [
        [1, 'stdout', 'x'],
        [0, 'stdout', 'a'],
        [1, 'stderr', 'y'],
        [0, 'end'],
        [1, 'stdout', 'z'],
      ]),
    ).toEqual(['', 'a', '', 'x!y', 'z']);
  });

  it('tells of every run in its turn, whichever ends first', () => {
    expect(
      written(3, [
        [2, 'stdout', 'x'],
        [2, 'end'],
        [1, 'stdout', 'm'],
        [1, 'end'],
        [0, 'stdout', 'a'],
        [0, 'end'],
      ]),
    ).toEqual(['', '', '', '', 'a', 'mx']);
  });
});

describe('which projects run beside each other', () => {
  const all = ['unit', 'scenarios', 'integration', 'e2e'];

  it('lets what waits for speech go on beside tests on virtual time where the machine is free', () => {
    const besideEachOther = [
      ['unit', 'scenarios'],
      ['e2e', 'integration'],
    ];
    expect(rows(all, 0.95)).toEqual(besideEachOther);
    expect(rows(['unit', 'e2e'], 0.95)).toEqual([['unit'], ['e2e']]);
  });

  it('runs one after another on a machine of few processors, however free', () => {
    expect(rows(all, 1, 1)).toEqual([all]);
    expect(rows(all, 1, 2)).toEqual([all]);
  });

  it('runs one after another on a machine that others keep busy', () => {
    expect(rows(all, 0.4)).toEqual([all]);
  });

  it('has nothing to decide where only one sort is chosen', () => {
    expect(rows(['unit', 'scenarios'], 0.95)).toEqual([['unit', 'scenarios']]);
    expect(rows(['integration', 'e2e'], 0.95)).toEqual([['integration', 'e2e']]);
    expect(rows(['e2e'], 0.95)).toEqual([['e2e']]);
  });
});

describe('how many files of a project run at a time', () => {
  it('are more where tests wait, as soon as the processors are free', () => {
    expect(workers('e2e', 0.95)).toBe(3);
    expect(workers('integration', 0.2, 0.5, 0.8)).toBe(3);
    expect(workers('unit', 0.95)).toBe(2);
  });

  it('are few on a machine that others keep busy', () => {
    expect(workers('e2e', 0.1, 0.3, 0.2, 0.95)).toBe(2);
    expect(workers('integration')).toBe(2);
  });
});
