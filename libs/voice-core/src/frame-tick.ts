import { FRAME_MS } from './audio';

const listeners = new Set<() => void>();
let timer: NodeJS.Timeout | undefined;

/**
 * Once what has come meanwhile was read: where the event loop was held up, sound waits in the sockets, and whoever asked for it
 * before would take our own lateness for a pause of the speaker's.
 */
function callAfterReading(): void {
  setImmediate(() => {
    for (const one of listeners) one();
  });
}

/**
 * Calls `listener` every 20 ms until what it returns is called: by one timer for all, for each of its own would wake the process
 * as often again as there are sessions. In real time, whatever clock the caller goes by, and after what the sockets hold was read.
 */
export function everyFrame(listener: () => void): () => void {
  // A function of this call's own: the same listener may be given twice.
  const own = () => listener();
  listeners.add(own);
  timer ??= setInterval(callAfterReading, FRAME_MS);
  return () => {
    listeners.delete(own);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
