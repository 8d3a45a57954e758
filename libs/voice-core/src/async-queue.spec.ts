import { AsyncQueue } from './async-queue';

describe(AsyncQueue.name, () => {
  it('hands items over in order and ends when closed', async () => {
    const queue = new AsyncQueue<number>(10);
    queue.push(1);
    queue.push(2);
    queue.close();
    expect(await Array.fromAsync(queue)).toEqual([1, 2]);
  });

  it('wakes a consumer that waits', async () => {
    const queue = new AsyncQueue<number>(10);
    const reading = Array.fromAsync(queue);
    await Promise.resolve();
    queue.push(7);
    queue.close();
    expect(await reading).toEqual([7]);
  });

  it('refuses items beyond its limit', () => {
    const queue = new AsyncQueue<number>(2);
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
    expect(queue.length).toBe(2);
  });

  it('refuses items once closed or abandoned', async () => {
    const queue = new AsyncQueue<number>(2);
    queue.push(1);
    for await (const item of queue) {
      expect(item).toBe(1);
      break;
    }
    expect(queue.push(2)).toBe(false);
  });

  it('hands an item to who waits, also beyond its limit', async () => {
    const queue = new AsyncQueue<number>(1);
    const reader = queue[Symbol.asyncIterator]();
    const step = reader.next();
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
    expect(queue.length).toBe(1);
    expect((await step).value).toBe(1);
    expect((await reader.next()).value).toBe(2);
  });

  it('ends for who waits when it is abandoned', async () => {
    const queue = new AsyncQueue<number>(1);
    const reader = queue[Symbol.asyncIterator]();
    const step = reader.next();
    await reader.return?.();
    expect((await step).done).toBe(true);
    expect(queue.isClosed).toBe(true);
  });
});
