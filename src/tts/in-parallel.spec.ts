import { inParallel } from './in-parallel';

type End = { readonly resolve: (value: string) => void; readonly reject: (error: Error) => void };

/** Tasks that end when the test says so. */
function tasks() {
  const ends = new Map<number, End>();
  const run = (index: number) =>
    new Promise<string>((resolve, reject) => ends.set(index, { resolve, reject }));
  return {
    run,
    started: () => [...ends.keys()],
    end: (index: number) => ends.get(index)?.resolve(`done ${index}`),
    fail: (index: number, message: string) => ends.get(index)?.reject(new Error(message)),
  };
}

describe(inParallel.name, () => {
  it('gives results in order of the index though they get ready in another', async () => {
    const { run, end } = tasks();
    const results = Array.fromAsync(inParallel(3, run, { maxParallel: 3, inOrder: true }));
    await Promise.resolve();
    [2, 0, 1].forEach(end);
    expect((await results).map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('gives results as they get ready where order does not matter', async () => {
    const { run, end } = tasks();
    const results = inParallel(3, run, { maxParallel: 3, inOrder: false });
    const next = results.next();
    end(2);
    expect((await next).value).toEqual({ index: 2, value: 'done 2' });
  });

  it('runs no more at a time than allowed', async () => {
    const { run, end, started } = tasks();
    const results = inParallel(4, run, { maxParallel: 2, inOrder: true });
    const first = results.next();
    expect(started()).toEqual([0, 1]);
    end(1);
    end(0);
    await first;
    expect(started()).toEqual([0, 1]);
    void results.next();
    await Promise.resolve();
    expect(started()).toEqual([0, 1, 2]);
  });

  it('throws what a task throws, and lets a later failure go unnoticed', async () => {
    const { run, fail } = tasks();
    const results = inParallel(2, run, { maxParallel: 2, inOrder: true });
    const first = results.next();
    fail(1, 'late');
    fail(0, 'broken');
    await expect(first).rejects.toThrow('broken');
  });
});
