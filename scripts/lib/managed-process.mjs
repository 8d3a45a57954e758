import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { toolEnvironment } from './node-runtime.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { say } from './progress.mjs';

const parentPollMs = 1000;
const defaultGraceMs = 5000;
// Beyond the grace that running turns get: time for the queue and PostgreSQL to close.
const closingMs = 30_000;

/**
 * A Node program that ends with us, however we end, and is otherwise told once to end and given the time to close.
 * @param {string} name for what is said of it
 * @param {string} node
 * @param {string[]} args
 * @param {object} [options]
 * @param {Record<string, string | undefined>} [options.env] on top of the current environment
 * @param {'inherit' | 'pipe'} [options.output] where what it prints goes: to ours, or to streams of `child`
 * @returns {{ child: import('node:child_process').ChildProcess, ended: Promise<number>, end: (signal: NodeJS.Signals) => Promise<number> }}
 * `ended` gives the exit code, 128 and the signal's number when a signal ended it, and fails when it cannot be started
 */
export function startManaged(name, node, args, { env = {}, output = 'inherit' } = {}) {
  const child = spawn(node, ['--require', inProject('scripts/lib/end-with-parent.cjs'), ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...toolEnvironment(), ...env },
    stdio: ['ignore', output, output, 'ipc'],
    // A group of its own: Ctrl-C in a terminal reaches every process of the group, some of them twice
    // through npm, and the program is to hear of it once.
    detached: true,
  });
  let deadline;
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => clearTimeout(deadline));
  const end = (signal) => {
    if (deadline === undefined && child.exitCode === null && child.signalCode === null) {
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      const graceMs =
        Number(env.SHUTDOWN_GRACE_MS ?? process.env.SHUTDOWN_GRACE_MS) || defaultGraceMs;
      deadline = setTimeout(() => {
        say(`${name} did not close in time: ending it`);
        child.kill('SIGKILL');
      }, graceMs + closingMs);
    }
    return ended;
  };
  return { child, ended, end };
}

/**
 * Calls `onEnd` once when somebody wants this process to end: a signal, or npm that was killed hard, which tells nobody; that
 * our parent has changed is all there is to see of it.
 * @param {(signal: NodeJS.Signals) => void} onEnd
 * @returns {() => void} stops listening
 */
export function onEndWanted(onEnd) {
  let isTold = false;
  const tell = (signal) => {
    if (isTold) return;
    isTold = true;
    onEnd(signal);
  };
  const parent = process.ppid;
  const watch = process.env.npm_execpath
    ? setInterval(() => {
        if (process.ppid !== parent) tell('SIGTERM');
      }, parentPollMs)
    : undefined;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, tell);
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, tell);
  };
}
