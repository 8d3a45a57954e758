import { ThrottledWarning } from './throttled-warning';

describe('ThrottledWarning', () => {
  it('logs the first of a burst, and again when half a minute has passed', () => {
    let nowMs = 0;
    const logged: unknown[] = [];
    const logger = { warn: (attributes: unknown) => void logged.push(attributes) };
    const warning = new ThrottledWarning(logger, 'lost', () => nowMs);
    for (const [atMs, n] of [
      [0, 1],
      [10, 2],
      [29_999, 3],
      [30_000, 4],
    ] as const) {
      nowMs = atMs;
      warning.log({ n });
    }
    expect(logged).toEqual([{ n: 1 }, { n: 4 }]);
  });
});
