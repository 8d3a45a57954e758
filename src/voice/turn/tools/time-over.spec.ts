import { SessionBench } from '../../../../test/support/session-bench';

/** Why the work of the tool was ended, when it takes so long. */
async function reasonAfter(takesMs: number): Promise<unknown> {
  const bench = new SessionBench({
    hears: ['build it please'],
    tools: { build: { kind: 'background', timeoutMs: 5000, takesMs } },
    replies: [{ says: 'I begin.', calls: [{ name: 'build' }] }, 'It is under way.', 'So it ended.'],
  });
  const runs = jest.spyOn(bench.tools, 'run');
  await bench.speak(800);
  await bench.quiet(30_000);
  await bench.end();
  const [, , run] = runs.mock.calls[0] ?? [];
  expect(run?.signal.aborted).toBe(true);
  return run?.signal.reason;
}

it('a tool whose time is over is told so: that it is given up for', async () => {
  expect(await reasonAfter(18_000)).toMatchObject({ name: 'TimeoutError' });
});

it('one that has ended is not told that its time is over', async () => {
  expect(await reasonAfter(1000)).toMatchObject({ name: 'AbortError' });
});
