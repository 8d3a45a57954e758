import { everyFrame } from './frame-tick';

describe(everyFrame.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls everybody each 20 ms, by one timer, until they want no more', () => {
    const calls: string[] = [];
    const first = everyFrame(() => calls.push('first'));
    jest.advanceTimersByTime(10);
    const second = everyFrame(() => calls.push('second'));
    jest.advanceTimersByTime(10);
    expect(calls).toEqual(['first', 'second']);
    expect(jest.getTimerCount()).toBe(1);
    first();
    first();
    jest.advanceTimersByTime(20);
    expect(calls).toEqual(['first', 'second', 'second']);
    second();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins again after the last one has gone, and takes the same listener twice', () => {
    const listener = jest.fn();
    const stops = [everyFrame(listener), everyFrame(listener)];
    jest.advanceTimersByTime(20);
    stops[0]?.();
    jest.advanceTimersByTime(20);
    expect(listener).toHaveBeenCalledTimes(3);
    stops[1]?.();
    expect(jest.getTimerCount()).toBe(0);
  });
});
