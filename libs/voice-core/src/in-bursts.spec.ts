import { AsyncQueue } from './async-queue';
import { inBursts } from './in-bursts';

describe(inBursts.name, () => {
  it('gives all items in order, and lets others have their turn after each burst', async () => {
    const queue = new AsyncQueue<number>(100);
    for (let item = 0; item < 7; item++) queue.push(item);
    queue.close();
    const seen: (number | 'another')[] = [];
    const another = () => {
      seen.push('another');
      if (seen.at(-2) !== 'another') setImmediate(another);
    };
    setImmediate(another);
    const items = { [Symbol.asyncIterator]: () => inBursts(queue, 3) };
    for await (const item of items) seen.push(item);
    expect(seen.filter((one) => one !== 'another')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seen.slice(0, 8)).toEqual([0, 1, 2, 'another', 3, 4, 5, 'another']);
  });

  it('passes on that the reader wants no more', async () => {
    const queue = new AsyncQueue<number>(100);
    queue.push(1);
    for await (const _ of { [Symbol.asyncIterator]: () => inBursts(queue, 3) }) break;
    expect(queue.isClosed).toBe(true);
  });

  it('passes it on to a generator as well', async () => {
    const left = jest.fn();
    async function* endless(): AsyncGenerator<number, void> {
      try {
        for (;;) yield await Promise.resolve(1);
      } finally {
        left();
      }
    }
    for await (const _ of { [Symbol.asyncIterator]: () => inBursts(endless(), 3) }) break;
    expect(left).toHaveBeenCalled();
  });
});
