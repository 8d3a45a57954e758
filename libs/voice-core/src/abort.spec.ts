import { childController, untilAborted } from './abort';

describe(untilAborted.name, () => {
  it('passes everything on when nothing aborts', async () => {
    const source = (async function* () {
      yield* [1, 2, 3];
    })();
    expect(await Array.fromAsync(untilAborted(source, new AbortController().signal))).toEqual([
      1, 2, 3,
    ]);
  });

  it('ends quietly on an abort though the source is stuck', async () => {
    const controller = new AbortController();
    const source = (async function* () {
      yield 1;
      await new Promise(() => undefined);
    })();
    const seen: number[] = [];
    for await (const item of untilAborted(source, controller.signal)) {
      seen.push(item);
      controller.abort('barge-in');
    }
    expect(seen).toEqual([1]);
  });

  it('asks nothing of a source when the signal has already aborted', async () => {
    let isAsked = false;
    const source = (async function* () {
      isAsked = true;
      yield 1;
    })();
    expect(await Array.fromAsync(untilAborted(source, AbortSignal.abort()))).toEqual([]);
    expect(isAsked).toBe(false);
  });

  it('throws what the source throws', async () => {
    const source = (async function* (): AsyncGenerator<number> {
      await Promise.resolve();
      throw new Error('broken');
    })();
    await expect(
      Array.fromAsync(untilAborted(source, new AbortController().signal)),
    ).rejects.toThrow('broken');
  });

  it('lets the source clean up', async () => {
    let isReleased = false;
    const controller = new AbortController();
    const source = (async function* () {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        isReleased = true;
      }
    })();
    for await (const item of untilAborted(source, controller.signal))
      if (item === 3) controller.abort();
    await Promise.resolve();
    expect(isReleased).toBe(true);
  });
});

describe(childController.name, () => {
  it('aborts with its parent and for the same reason', () => {
    const parent = new AbortController();
    const { controller } = childController(parent.signal);
    parent.abort('hang-up');
    expect(controller.signal.reason).toBe('hang-up');
  });

  it('leaves its parent alone', () => {
    const parent = new AbortController();
    childController(parent.signal).controller.abort('barge-in');
    expect(parent.signal.aborted).toBe(false);
  });

  it('no longer follows its parent once released', () => {
    const parent = new AbortController();
    const { controller, release } = childController(parent.signal);
    release();
    parent.abort('hang-up');
    expect(controller.signal.aborted).toBe(false);
  });
});
