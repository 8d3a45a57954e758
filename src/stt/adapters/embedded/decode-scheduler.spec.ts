import { DecodeScheduler } from './decode-scheduler';

/** A decoder whose decodes end when the test says so; samples carry a number to tell them apart. */
function heldDecoder() {
  const started: number[] = [];
  const ends = new Map<number, (text: string) => void>();
  const decode = (samples: Float32Array) => {
    const id = samples[0] as number;
    started.push(id);
    return new Promise<string>((resolve) => ends.set(id, resolve));
  };
  const end = async (id: number) => {
    ends.get(id)?.(`text ${id}`);
    await new Promise(setImmediate);
  };
  return { started, decode, end };
}

const clip = (id: number) => Float32Array.of(id);
const wanted = () => true;

describe('DecodeScheduler', () => {
  it('runs no more decodes at once than it has slots, in order of arrival', async () => {
    const { started, decode, end } = heldDecoder();
    const scheduler = new DecodeScheduler(decode, 2);
    const texts = Promise.all([1, 2, 3, 4].map((id) => scheduler.run(clip(id), 'final', wanted)));
    expect(started).toEqual([1, 2]);
    await end(2);
    expect(started).toEqual([1, 2, 3]);
    await end(1);
    await end(3);
    await end(4);
    expect(await texts).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  });

  it('skips partials while others decode', async () => {
    const { started, decode, end } = heldDecoder();
    const scheduler = new DecodeScheduler(decode, 2);
    const final = scheduler.run(clip(1), 'final', wanted);
    expect(await scheduler.run(clip(2), 'partial', wanted)).toBeUndefined();
    await end(1);
    await final;
    void scheduler.run(clip(3), 'partial', wanted);
    expect(started).toEqual([1, 3]);
  });

  it('drops a waiting decode that nobody wants any more', async () => {
    const { started, decode, end } = heldDecoder();
    const scheduler = new DecodeScheduler(decode, 1);
    let isWanted = true;
    void scheduler.run(clip(1), 'final', wanted);
    const dropped = scheduler.run(clip(2), 'final', () => isWanted);
    const last = scheduler.run(clip(3), 'final', wanted);
    isWanted = false;
    await end(1);
    expect(await dropped).toBeUndefined();
    await end(3);
    expect(await last).toBe('text 3');
    expect(started).toEqual([1, 3]);
  });

  it('goes on after a decode that failed', async () => {
    let calls = 0;
    const decode = () =>
      calls++ === 0 ? Promise.reject(new Error('broken')) : Promise.resolve('fine');
    const scheduler = new DecodeScheduler(decode, 1);
    const first = scheduler.run(clip(1), 'final', wanted);
    const second = scheduler.run(clip(2), 'final', wanted);
    await expect(first).rejects.toThrow('broken');
    expect(await second).toBe('fine');
  });

  it('refuses finals when too many wait', async () => {
    const { decode } = heldDecoder();
    const scheduler = new DecodeScheduler(decode, 1);
    for (let id = 0; id < 65; id++) void scheduler.run(clip(id), 'final', wanted);
    await expect(scheduler.run(clip(99), 'final', wanted)).rejects.toMatchObject({
      name: 'ProviderError',
      category: 'rate-limit',
    });
  });
});
