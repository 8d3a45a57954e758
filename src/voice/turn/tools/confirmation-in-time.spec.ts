import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const TOOLS = {
  delete_file: { needsConfirmation: true, gives: { content: 'Gone.' } },
} as const;
const ASKED = 'Please confirm: delete file, path: notes. Shall I do that?';
const AGAIN = 'Yes or no, please: delete file, path: notes. Shall I do that?';

/** Somebody wants a file deleted, and then says `words`. */
const asked = (words: readonly string[], script: SessionScript = {}) =>
  new SessionBench({
    hears: ['delete my notes', ...words],
    tools: TOOLS,
    replies: [
      { calls: [{ name: 'delete_file', arguments: { path: 'notes' } }] },
      'As you say.',
      'What else?',
    ],
    ...script,
  });

const spoken = (bench: SessionBench) => bench.turns.map(({ spokenText }) => spokenText);
const results = (bench: SessionBench) => bench.ofType('tool-end').map(({ call }) => call.result);

/** The question is asked, and then it is quiet until `beforeMs` before its half a minute is over. */
async function waited(bench: SessionBench, beforeMs: number): Promise<void> {
  await bench.speak(800);
  await bench.quiet(8000);
  expect(spoken(bench)).toEqual([ASKED]);
  const [question] = bench.ofType('turn-end');
  await bench.quiet((question?.atMs ?? 0) + 30_000 - beforeMs - bench.clock.nowMs());
}

async function over(bench: SessionBench): Promise<void> {
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
}

describe('half a minute for an answer', () => {
  it('begins anew when the question is asked again, also where it ends in the middle of that', async () => {
    const bench = asked(['which notes', 'yes']);
    await waited(bench, 2400);
    await bench.speak(800);
    await bench.quiet(6000);
    expect(spoken(bench)).toEqual([ASKED, AGAIN]);
    expect(results(bench)).toEqual([]);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench).at(-1)).toBe('As you say.');
    expect(bench.tools.log).toHaveLength(1);
  });

  it('ends that long after it was asked again', async () => {
    const bench = asked(['which notes', 'yes']);
    await waited(bench, 2400);
    await bench.speak(800);
    await bench.quiet(28_000);
    expect(results(bench)).toEqual([]);
    await bench.quiet(8000);
    expect(results(bench)).toEqual([expect.stringContaining('in time')]);
    await over(bench);
    expect(bench.tools.log).toEqual([]);
  });

  it('begins anew when the question that was asked again is taken back unheard', async () => {
    const bench = asked(['which notes', 'those in the folder there on the left'], {
      tts: { ttfbMs: 2000 },
    });
    await waited(bench, 1900);
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(1000);
    bench.mute(true);
    await bench.quiet(25_000);
    expect(spoken(bench)).toEqual([ASKED, '']);
    expect(results(bench)).toEqual([]);
    await bench.quiet(8000);
    expect(results(bench)).toEqual([expect.stringContaining('in time')]);
    await over(bench);
    expect(bench.tools.log).toEqual([]);
  });
});
