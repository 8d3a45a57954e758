import { SessionBench } from '../../../../test/support/session-bench';

const BUILD = { name: 'build' };

async function built(livesEveryMs: number, takesMs: number): Promise<SessionBench> {
  const bench = new SessionBench({
    hears: ['build it please'],
    tools: { build: { kind: 'background', timeoutMs: 5000, takesMs, livesEveryMs } },
    replies: [{ says: 'I begin.', calls: [BUILD] }, 'It is under way.', 'It is built.'],
  });
  await bench.speak(800);
  await bench.quiet(60_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

const end = (bench: SessionBench) => bench.ofType('tool-end').map(({ call }) => call);

it('a tool that shows that it lives has its time anew', async () => {
  const [call] = end(await built(4000, 18_000));
  expect(call).toMatchObject({ state: 'done', durationMs: 18_000 });
});

it('one that shows nothing has the time that it has', async () => {
  const [call] = end(await built(20_000, 18_000));
  expect(call).toMatchObject({ state: 'timed-out', durationMs: 5000 });
});

it('one that lives for ever ends with the time of a turn', async () => {
  const [call] = end(await built(1000, 300_000));
  expect(call).toMatchObject({ state: 'timed-out', durationMs: 30_000 });
});
