import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const killAfterMs = 3000;

const running = new Set();
let endedBy;

/** Sends a signal to a process, or to the group that minus its id names, unless it has ended since it was looked for. */
export function signalIfThere(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Sends a signal to a child and all it started. The child leads a process group (`detached`). */
export function signalGroup(child, signal) {
  signalIfThere(-child.pid, signal);
}

function signalAll(signal) {
  for (const child of running) signalGroup(child, signal);
}

function end(signal) {
  if (endedBy) return;
  endedBy = signal;
  signalAll('SIGTERM');
  setTimeout(() => signalAll('SIGKILL'), killAfterMs);
}

/**
 * Ties a child's life to ours: a signal that would end this process ends the child's whole group first, so that
 * nothing works on in the background where the next start works too.
 * @param {import('node:child_process').ChildProcess} child spawned with `detached: true`
 * @param {() => void} [last] called when the child has ended because we were told to
 */
export function endWithUs(child, last = () => {}) {
  if (running.size === 0) for (const signal of signals) process.on(signal, end);
  running.add(child);
  child.once('close', () => {
    running.delete(child);
    if (endedBy) last();
    if (running.size > 0) return;
    if (endedBy) process.exit(128 + constants.signals[endedBy]);
    for (const signal of signals) process.off(signal, end);
  });
}
