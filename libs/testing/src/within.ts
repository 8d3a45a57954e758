/** Longest wait, after an abort, for a stream to end and to let go of its input and its connection. */
export const RELEASE_MS = 250;

const TICK_MS = 10;

/**
 * Fails unless `promise` settles within `ms` of the time in which this process ran: one that gets no processor for a while
 * is not late. What it computed itself counts, however it kept the clock from ticking.
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let leftMs = ms;
    let atMs = performance.now();
    let computedMs = computedByNowMs();
    timer = setInterval(() => {
      const [nowMs, computedNowMs] = [performance.now(), computedByNowMs()];
      // Missed ticks are not made up for; threads may compute more than time passes.
      const ownMs = Math.min(computedNowMs - computedMs, nowMs - atMs);
      [atMs, computedMs] = [nowMs, computedNowMs];
      leftMs -= Math.max(TICK_MS, ownMs);
      if (leftMs <= 0) reject(new Error(`nothing happened within ${ms} ms`));
    }, TICK_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearInterval(timer);
  }
}

function computedByNowMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
