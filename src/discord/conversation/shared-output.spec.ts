import type { AudioFrame } from '@vox/voice-core';

import { SharedOutput } from './shared-output';

const frame = (value: number): AudioFrame => ({
  pcm: new Int16Array(960).fill(value),
  sampleRateHz: 48_000,
});

class Loudspeaker {
  readonly leadMs = 300;
  readonly values: number[] = [];
  clears = 0;

  write({ pcm }: AudioFrame): void {
    this.values.push(pcm[0] ?? 0);
  }

  clear(): void {
    this.clears += 1;
  }
}

describe(SharedOutput.name, () => {
  const use = () => {
    const loudspeaker = new Loudspeaker();
    const output = new SharedOutput(loudspeaker);
    return { loudspeaker, output, seats: [output.seat(), output.seat(), output.seat()] as const };
  };
  const never = new AbortController().signal;
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  /** Names of those whose turn it is, as they get it. */
  const order = async (places: Readonly<Record<string, Promise<void>>>) => {
    const names: string[] = [];
    for (const [name, place] of Object.entries(places)) void place.then(() => names.push(name));
    await settled();
    return names;
  };

  it('serves the first who asked first', async () => {
    const { seats } = use();
    const [a, b, c] = seats;
    const names = await order({ b: b.acquire(never), c: c.acquire(never), a: a.acquire(never) });
    expect(names).toEqual(['b']);
    b.release();
    await settled();
    expect(names).toEqual(['b', 'c']);
    c.release();
    await settled();
    expect(names).toEqual(['b', 'c', 'a']);
  });

  it('lets only the one whose turn it is sound and clear', async () => {
    const { loudspeaker, seats } = use();
    const [a, b] = seats;
    await a.acquire(never);
    void b.acquire(never);
    a.write(frame(1));
    b.write(frame(2));
    b.clear();
    expect(loudspeaker).toMatchObject({ values: [1], clears: 0 });
    a.clear();
    a.release();
    b.write(frame(2));
    expect(loudspeaker).toMatchObject({ values: [1, 2], clears: 1 });
  });

  it('passes over who gave up waiting, whose release changes nothing then', async () => {
    const { loudspeaker, seats } = use();
    const [a, b, c] = seats;
    const giveUp = new AbortController();
    await a.acquire(never);
    const names = await order({ b: b.acquire(giveUp.signal), c: c.acquire(never) });
    giveUp.abort('hang-up');
    await settled();
    expect(names).toEqual(['b']);
    b.release();
    a.write(frame(1));
    a.release();
    await settled();
    expect(names).toEqual(['b', 'c']);
    c.write(frame(3));
    expect(loudspeaker.values).toEqual([1, 3]);
  });

  it('keeps the place of an interrupted answer until it is released', async () => {
    const { seats } = use();
    const [a, b] = seats;
    const bargeIn = new AbortController();
    await a.acquire(bargeIn.signal);
    const names = await order({ b: b.acquire(never) });
    bargeIn.abort('barge-in');
    await settled();
    expect(names).toEqual([]);
    a.release();
    await settled();
    expect(names).toEqual(['b']);
  });

  it('goes on when a session ends that has not released', async () => {
    const { loudspeaker, seats } = use();
    const [a, b] = seats;
    await a.acquire(never);
    const names = await order({ b: b.acquire(never) });
    a.leave();
    await settled();
    expect(names).toEqual(['b']);
    expect(loudspeaker.clears).toBe(1);
    await a.acquire(never);
    a.write(frame(1));
    expect(loudspeaker.values).toEqual([]);
  });

  it('sounds through the new link after the old one was given up', async () => {
    const { output, loudspeaker, seats } = use();
    const next = new Loudspeaker();
    await seats[0].acquire(never);
    output.replaceLoudspeaker(next);
    seats[0].write(frame(7));
    expect(loudspeaker.values).toEqual([]);
    expect(next.values).toEqual([7]);
  });
});
