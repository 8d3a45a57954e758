import { keepAwake } from './keep-awake';

/** A browser with a screen that can be kept on. */
function bench() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const given: { isReleased: boolean }[] = [];
  const request = () => {
    const lock = { isReleased: false };
    given.push(lock);
    return Promise.resolve({
      release: () => {
        lock.isReleased = true;
        return Promise.resolve();
      },
    });
  };
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
  Object.defineProperty(globalThis, 'navigator', {
    value: { wakeLock: { request } },
    configurable: true,
  });
  const seen = async (visibilityState: 'visible' | 'hidden') => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
    await settled();
  };
  return { given, seen };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe(keepAwake.name, () => {
  it('keeps the screen on until the call is over, asking again when the page is seen again', async () => {
    const { given, seen } = bench();
    const call = new AbortController();
    keepAwake(call.signal);
    await settled();
    await seen('hidden');
    expect(given).toHaveLength(1);
    await seen('visible');
    expect(given).toHaveLength(2);
    call.abort();
    await settled();
    expect(given[1]).toEqual({ isReleased: true });
    await seen('visible');
    expect(given).toHaveLength(2);
  });

  it('gives back at once what comes when the call is over', async () => {
    const { given } = bench();
    const call = new AbortController();
    keepAwake(call.signal);
    call.abort();
    await settled();
    expect(given).toEqual([{ isReleased: true }]);
  });

  it('does nothing where there is none', () => {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    expect(() => keepAwake(new AbortController().signal)).not.toThrow();
  });
});
