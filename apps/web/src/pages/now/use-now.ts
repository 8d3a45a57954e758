import { useEffect, useState } from 'react';

const EVERY_MS = 20_000;

/** The time, epoch ms, as often as what is told in minutes changes. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
