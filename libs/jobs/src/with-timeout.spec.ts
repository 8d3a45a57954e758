import { withTimeout } from './with-timeout';

const busyFor = (ms: number) => {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
};

describe(withTimeout, () => {
  it('gives what the work gives, and its error', async () => {
    await expect(withTimeout(Promise.resolve(7), 1000, 'no answer')).resolves.toBe(7);
    const failed = Promise.reject(new Error('refused'));
    await expect(withTimeout(failed, 1000, 'no answer')).rejects.toThrow('refused');
  });

  it('rejects when nothing comes', async () => {
    const never = new Promise<never>(() => undefined);
    await expect(withTimeout(never, 20, 'no answer')).rejects.toThrow('no answer within 20 ms');
  });

  it('does not count the time in which this process itself was busy', async () => {
    // Two turns of the loop away, as an answer is that lies in a socket: behind the timers that are due by then.
    const answer = new Promise<string>((resolve) =>
      setImmediate(() => setImmediate(() => resolve('there'))),
    );
    const asked = withTimeout(answer, 400, 'no answer');
    busyFor(600);
    await expect(asked).resolves.toBe('there');
  });
});
