import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const ORDER = { name: 'order', arguments: { item: 'tea' } };

async function asked(takesMs: number, script: SessionScript = {}): Promise<SessionBench> {
  const bench = new SessionBench({
    hears: ['tea please', 'hello'],
    tools: { order: { takesMs } },
    replies: [{ calls: [ORDER] }, 'It is ordered.', 'Hello.'],
    ...script,
  });
  await bench.speak(800);
  return bench;
}

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(30_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

const voiced = (bench: SessionBench) => bench.tts.calls.map(({ text }) => text);

describe('while the answer waits for a tool', () => {
  it('a word is said after 700 ms of nothing, which is no part of the answer', async () => {
    const bench = await over(await asked(3000));
    expect(voiced(bench)).toEqual(['One moment.', 'It is ordered.']);
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', replyText: 'It is ordered.', spokenText: 'It is ordered.' },
    ]);
    const shown = JSON.stringify(bench.llm.calls.map(({ messages }) => messages));
    expect(shown).not.toContain('One moment');
  });

  it('nothing is said for one that is quick', async () => {
    expect(voiced(await over(await asked(600)))).toEqual(['It is ordered.']);
  });

  it('two are said at most, eight seconds apart', async () => {
    const options = { tools: { maxSteps: 5, maxMs: 60_000, waitMs: 40_000 } };
    const bench = await over(await asked(25_000, { options }));
    expect(voiced(bench)).toEqual(['One moment.', 'I am still on it.', 'It is ordered.']);
  });

  it('it comes after what was said before the call, and 700 ms more', async () => {
    const replies = [{ says: 'I order your tea.', calls: [ORDER] }, 'It is ordered.'];
    const bench = await over(await asked(5000, { replies }));
    expect(voiced(bench)).toEqual(['I order your tea.', 'One moment.', 'It is ordered.']);
    expect(bench.turns).toMatchObject([{ spokenText: 'I order your tea. It is ordered.' }]);
    const slow = await over(await asked(5000, { replies, wordMs: 400 }));
    expect(voiced(slow)[1]).toBe('One moment.');
    const quick = await over(await asked(1200, { replies }));
    expect(voiced(quick)).toEqual(['I order your tea.', 'It is ordered.']);
  });

  it('it is in the language of the session', async () => {
    const bench = await over(await asked(3000, { agent: { tts: { language: 'de-AT' } } }));
    expect(voiced(bench)[0]).toBe('Einen Moment.');
  });

  it('nothing is said over somebody, nor once they have taken the floor', async () => {
    const bench = await asked(5000);
    await bench.quiet(700);
    await bench.speak(2500);
    await over(bench);
    expect(voiced(bench)).not.toContain('One moment.');
    expect(bench.tools.log).toHaveLength(1);
  });

  it('a sound follows it where the agent has one', async () => {
    const bench = await over(await asked(5000, { agent: { thinkingSoundAfterMs: 1500 } }));
    expect(voiced(bench)).toEqual(['One moment.', 'It is ordered.']);
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
  });
});
