import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import { type AudioFrame, resolvedBefore } from '@vox/voice-core';

import { Announcer } from '../../voice';
import { SharedOutput } from './shared-output';

const frame = (value: number): AudioFrame => ({
  pcm: new Int16Array(960).fill(value),
  sampleRateHz: 48_000,
});

class Loudspeaker {
  readonly leadMs = 300;
  readonly values: number[] = [];
  clears = 0;
  #opening: PromiseWithResolvers<void> | undefined;

  close(): void {
    this.#opening ??= Promise.withResolvers();
  }

  open(): void {
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    return this.#opening && resolvedBefore(this.#opening.promise, signal);
  }

  write({ pcm }: AudioFrame): void {
    this.values.push(pcm[0] ?? 0);
  }

  clear(): void {
    this.clears += 1;
  }
}

/** Speaks 200 frames, each filled with its number. */
class CountingSynthesizer extends ToneSynthesizer {
  override async *synthesize(): AsyncGenerator<AudioFrame, void, void> {
    for (let index = 1; index <= 200; index++) yield await Promise.resolve(frame(index));
  }
}

/** Keeps time itself: what is written sounds when its moment has come, unless it is cleared before or the connection dies. */
class TimedLoudspeaker extends Loudspeaker {
  #written: { readonly value: number; readonly atMs: number }[] = [];

  constructor(private readonly clock: VirtualClock) {
    super();
  }

  get heard(): readonly number[] {
    return this.#sounded().map(({ value }) => value);
  }

  override write({ pcm }: AudioFrame): void {
    const dueAtMs = (this.#written.at(-1)?.atMs ?? -Infinity) + 20;
    this.#written.push({ value: pcm[0] ?? 0, atMs: Math.max(this.clock.nowMs(), dueAtMs) });
  }

  override clear(): void {
    this.#written = this.#sounded();
  }

  /** Nothing that is left sounds any more. */
  override close(): void {
    super.close();
    this.#written = this.#sounded();
  }

  #sounded() {
    return this.#written.filter(({ atMs }) => atMs <= this.clock.nowMs());
  }
}

describe(SharedOutput.name, () => {
  const use = () => {
    const loudspeaker = new Loudspeaker();
    const clock = new VirtualClock();
    const output = new SharedOutput(loudspeaker, clock);
    return {
      clock,
      loudspeaker,
      output,
      seats: [output.seat(), output.seat(), output.seat()] as const,
    };
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

  it('sounds through the new connection after the old one was given up', async () => {
    const { output, loudspeaker, seats } = use();
    const next = new Loudspeaker();
    await seats[0].acquire(never);
    output.replaceLoudspeaker(next);
    seats[0].write(frame(7));
    expect(loudspeaker.values).toEqual([]);
    expect(next.values).toEqual([7]);
  });

  it('keeps who is heard when a later wish of the same session was given up', async () => {
    const { seats } = use();
    const [a, b] = seats;
    const superseded = new AbortController();
    await a.acquire(never);
    const names = await order({ again: a.acquire(superseded.signal), b: b.acquire(never) });
    superseded.abort('superseded');
    await settled();
    a.release();
    await settled();
    expect(names).toEqual(['again']);
    a.release();
    await settled();
    expect(names).toEqual(['again', 'b']);
  });

  it('is open while its loudspeaker is', async () => {
    const { loudspeaker, seats } = use();
    expect(seats[0].whenOpen(never)).toBeUndefined();
    loudspeaker.close();
    const names = await order({ opened: seats[0].whenOpen(never) ?? Promise.reject(new Error()) });
    expect(names).toEqual([]);
    loudspeaker.open();
    await settled();
    expect(names).toEqual(['opened']);
  });

  it('waits for a connection that replaces one which is gone, until that is open', async () => {
    const { loudspeaker, output, seats } = use();
    loudspeaker.close();
    const next = new Loudspeaker();
    next.close();
    const names = await order({ opened: seats[0].whenOpen(never) ?? Promise.reject(new Error()) });
    output.replaceLoudspeaker(next);
    await settled();
    expect(names).toEqual([]);
    next.open();
    await settled();
    expect(names).toEqual(['opened']);
  });

  it('stops waiting for a loudspeaker when told to', async () => {
    const { loudspeaker, seats } = use();
    const giveUp = new AbortController();
    loudspeaker.close();
    const waiting = seats[0].whenOpen(giveUp.signal);
    giveUp.abort('hang-up');
    await expect(waiting).resolves.toBeUndefined();
  });

  it('lets every session know what the channel hears, of all, without what was cut', async () => {
    const { clock, seats } = use();
    const [a, b] = seats;
    const bobs = b.played.reader();
    await a.acquire(never);
    void b.acquire(never);
    for (const index of [1, 2, 3]) a.write(frame(index), index * 20);
    b.write(frame(9), 20);
    await clock.advance(50);
    a.clear();
    expect(bobs(1000).map(({ frame: { pcm }, atMs }) => [pcm[0], atMs])).toEqual([
      [1, 20],
      [2, 40],
    ]);
  });

  it('says all of what was begun when the connection dies on the way and another comes ten seconds later', async () => {
    const clock = new VirtualClock();
    const [old, next] = [new TimedLoudspeaker(clock), new TimedLoudspeaker(clock)];
    const output = new SharedOutput(old, clock);
    const said = new Announcer(new CountingSynthesizer(), clock).announce(
      'One, two, three.',
      { id: 'a', tts: {} },
      output.seat(),
      never,
    );
    await clock.advance(1500);
    old.close();
    await clock.advance(10_000);
    output.replaceLoudspeaker(next);
    await clock.advance(5000);
    await said;
    const heard = [...old.heard, ...next.heard];
    expect(old.heard.length).toBeGreaterThan(60);
    // The frame that was to sound before the next one was asked for is the only one that can be lost.
    expect(heard.length).toBeGreaterThanOrEqual(199);
    expect(heard).toEqual([...new Set(heard)].sort((one, other) => one - other));
    expect(heard.at(-1)).toBe(200);
  });
});
