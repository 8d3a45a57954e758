/**
 * Keeps the screen of a phone on until `signal` aborts: one that goes dark takes the microphone along. Given back by the browser
 * whenever the page is hidden, so it is asked for again when it is seen. Where the browser has none, or the battery is low,
 * nothing happens.
 */
export function keepAwake(signal: AbortSignal): void {
  const { wakeLock } = navigator as { readonly wakeLock?: WakeLock };
  if (wakeLock === undefined || signal.aborted) return;
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      const given = await wakeLock.request('screen');
      if (signal.aborted) await given.release();
      else lock = given;
    } catch {
      // The call goes on all the same.
    }
  };
  const again = () => void ask();
  document.addEventListener('visibilitychange', again);
  signal.addEventListener('abort', () => {
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  });
  void ask();
}
