import { prefetch } from './prefetch';

async function settle() {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe(prefetch.name, () => {
  it('keeps the order and ends with its source', async () => {
    const source = (async function* () {
      yield* [1, 2, 3];
    })();
    expect(await Array.fromAsync(prefetch(source, 2))).toEqual([1, 2, 3]);
  });

  it('runs ahead of its reader, but no further than allowed', async () => {
    let produced = 0;
    const source = (async function* () {
      for (;;) yield ++produced;
    })();
    const reader = prefetch(source, 3);
    expect((await reader.next()).value).toBe(1);
    await settle();
    expect(produced).toBe(4);
    await reader.return();
  });

  it('gives what came before an error, then the error', async () => {
    const source = (async function* () {
      yield 1;
      throw new Error('broken');
    })();
    const seen: number[] = [];
    const read = async () => {
      for await (const item of prefetch(source, 5)) seen.push(item);
    };
    await expect(read()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });

  it('asks nothing of its source before it is asked, or told to begin', async () => {
    let produced = 0;
    const reader = prefetch(
      (async function* () {
        for (;;) yield ++produced;
      })(),
      3,
    );
    await settle();
    expect(produced).toBe(0);
    await reader.begin();
    expect(produced).toBeGreaterThan(0);
    await settle();
    expect(produced).toBe(3);
    expect((await reader.next()).value).toBe(1);
    await reader.return();
    expect((await reader.next()).done).toBe(true);
  });

  it.each([
    ['is empty', async function* (): AsyncGenerator<number> {}],
    [
      'is broken',
      async function* (): AsyncGenerator<number> {
        await Promise.resolve();
        throw new Error('broken');
      },
    ],
  ])('has begun when its source %s', async (_, source) => {
    await expect(prefetch(source(), 3).begin()).resolves.toBeUndefined();
  });

  it('ends for who waits when it is abandoned', async () => {
    const stuck = (async function* (): AsyncGenerator<number> {
      await new Promise(() => undefined);
    })();
    const reader = prefetch(stuck, 3);
    const [begun, step] = [reader.begin(), reader.next()];
    await reader.return();
    await begun;
    expect(await step).toEqual({ done: true, value: undefined });
  });

  it('stops its source when it is abandoned', async () => {
    let isReleased = false;
    const source = (async function* () {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        isReleased = true;
      }
    })();
    for await (const item of prefetch(source, 2)) if (item === 1) break;
    await settle();
    expect(isReleased).toBe(true);
  });
});
