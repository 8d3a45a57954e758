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
