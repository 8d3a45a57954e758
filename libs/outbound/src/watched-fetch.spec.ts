import { VirtualClock } from '@vox/testing';

import { watchedFetch } from './watched-fetch';

const id = { kind: 'llm', provider: 'x' } as const;

describe(watchedFetch.name, () => {
  let clock: VirtualClock;
  let upstream: ReadableStreamDefaultController<Uint8Array>;
  let isCancelled: boolean;
  beforeEach(() => {
    clock = new VirtualClock();
    isCancelled = false;
  });

  const open = async (isWatching?: () => boolean) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => (upstream = controller),
      cancel: () => void (isCancelled = true),
    });
    const given = () => Promise.resolve(new Response(body, { status: 201, headers: { a: 'b' } }));
    return watchedFetch(given, id, 1000, clock, isWatching)('http://x.invalid');
  };
  const say = (text: string) => upstream.enqueue(new TextEncoder().encode(text));

  it('passes on head and body as they are', async () => {
    const response = await open();
    say('hello');
    upstream.close();
    expect([response.status, response.headers.get('a')]).toEqual([201, 'b']);
    expect(await response.text()).toBe('hello');
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
  });

  it('fails as timeout when no byte comes for too long, and lets go of the source', async () => {
    const reading = (await open()).text();
    reading.catch(() => undefined);
    say('hel');
    await clock.advance(1000);
    await expect(reading).rejects.toMatchObject({ category: 'timeout', provider: 'x' });
    expect(isCancelled).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('takes every byte for life', async () => {
    const reading = (await open()).text();
    for (let count = 0; count < 5; count++) {
      await clock.advance(900);
      say('.');
    }
    await clock.advance(1);
    upstream.close();
    expect(await reading).toBe('.....');
  });

  it('does not mind silence before it is told to watch', async () => {
    let isWatching = false;
    const reading = (await open(() => isWatching)).text();
    reading.catch(() => undefined);
    await clock.advance(10_000);
    say('hel');
    isWatching = true;
    await clock.advance(999);
    expect(isCancelled).toBe(false);
    await clock.advance(1);
    await expect(reading).rejects.toMatchObject({ category: 'timeout' });
  });

  it('stops watching when its reader leaves', async () => {
    await (await open()).body?.cancel();
    await clock.advance(0);
    expect(isCancelled).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('gives an answer without a body back', async () => {
    const given = () => Promise.resolve(new Response(null, { status: 204 }));
    expect((await watchedFetch(given, id, 1000, clock)('http://x.invalid')).body).toBeNull();
    expect(clock.sleepers).toBe(0);
  });
});
