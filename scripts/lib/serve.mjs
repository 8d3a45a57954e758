import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { toolEnvironment } from './node-runtime.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { say } from './progress.mjs';

const parentPollMs = 1000;
const defaultGraceMs = 5000;
// Beyond the grace that running turns get: time for the queue and PostgreSQL to close.
const closingMs = 30_000;

/** npm that was killed hard tells nobody; that our parent has changed is all there is to see of it. */
function watchParent(onGone) {
  if (!process.env.npm_execpath) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, parentPollMs);
  return () => clearInterval(timer);
}

/**
 * Runs the built server to its end. A signal to us is passed on once, however often it comes, and the server is
 * given the time to close; it also ends when this process is killed.
 * @param {string} node
 * @param {string[]} args after the server's main file
 * @param {Record<string, string>} env on top of the current environment
 * @returns {Promise<number>} the server's exit code
 */
export function serve(node, args, env) {
  return new Promise((resolve, reject) => {
    const server = spawn(
      node,
      [
        '--require',
        inProject('scripts/lib/end-with-parent.cjs'),
        inProject('dist/src/main.js'),
        ...args,
      ],
      {
        cwd: projectRoot,
        env: { ...process.env, ...toolEnvironment(), ...env },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // A group of its own: Ctrl-C in a terminal reaches every process of the group, some of them twice
        // through npm, and the server is to hear of it once.
        detached: true,
      },
    );
    let isEnding = false;
    let deadline;
    const end = (signal) => {
      if (isEnding) return;
      isEnding = true;
      server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      const graceMs = Number(process.env.SHUTDOWN_GRACE_MS) || defaultGraceMs;
      deadline = setTimeout(() => {
        say('The server did not close in time: ending it');
        server.kill('SIGKILL');
      }, graceMs + closingMs);
    };
    const unwatch = watchParent(() => end('SIGTERM'));
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, end);
    const release = () => {
      unwatch();
      clearTimeout(deadline);
      for (const signal of signals) process.off(signal, end);
    };
    server.once('error', (error) => {
      release();
      reject(error);
    });
    server.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
