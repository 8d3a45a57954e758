import { spawn } from 'node:child_process';

import { endWithUs, signalGroup } from './children.mjs';
import { projectRoot } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const keptOutputBytes = 64 * 1024;
const shownLines = 30;
// Some tools colour what they write whatever they are told.
const colourCodes = /\u001b\[[0-9;]*m/g;

/** Starts a command in a group of its own, so that a time-out or a signal also ends what it started. Its output is text. */
function spawnGroup(command, args, cwd, env) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (child.pid !== undefined) endWithUs(child);
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  return child;
}

/**
 * Runs a command to its end and returns what it printed on stdout (the last 64 KiB).
 * The output is shown only when the command fails: its last lines become part of the error.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd] the checkout when absent
 * @param {Record<string, string | undefined>} [options.env] on top of the current environment
 * @param {number} [options.timeoutMs] kills the command and all its children after this long
 * @param {(line: string) => void} [options.onLine] every line of either stream, as it comes
 * @param {string} [options.failure] first sentence of the error; the command line when absent
 * @returns {Promise<string>}
 * @throws SetupError when the command cannot start, fails or takes longer than `timeoutMs`.
 */
export function run(command, args, options = {}) {
  const { cwd = projectRoot, env = {}, timeoutMs, onLine, failure } = options;
  return new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, cwd, env);
    let stdout = '';
    let everything = '';
    let hasTimedOut = false;
    const keep = (text, chunk) => (text + chunk).slice(-keptOutputBytes);
    const watch = (stream, isStdout) => {
      let partial = '';
      stream.on('data', (chunk) => {
        if (isStdout) stdout = keep(stdout, chunk);
        everything = keep(everything, chunk);
        const lines = (partial + chunk).split(/\r?\n|\r/);
        partial = lines.pop() ?? '';
        for (const line of lines) if (line.trim() !== '') onLine?.(line.trim());
      });
    };
    watch(child.stdout, true);
    watch(child.stderr, false);
    const timer = timeoutMs
      ? setTimeout(() => {
          hasTimedOut = true;
          signalGroup(child, 'SIGKILL');
        }, timeoutMs)
      : undefined;
    const fail = (reason, exitCode) => {
      const tail = everything
        .replace(colourCodes, '')
        .trimEnd()
        .split('\n')
        .slice(-shownLines)
        .join('\n');
      const head = failure ?? `${command} ${args.join(' ')}`;
      reject(new SetupError(`${head}: ${reason}${tail ? `\n${tail}` : ''}`, exitCode));
    };
    child.on('error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(stdout);
      else if (hasTimedOut) fail(`stopped after ${timeoutMs / 1000} s`);
      else if (signal) fail(`ended by ${signal}`);
      else fail(`exit code ${code}`, code);
    });
  });
}

/**
 * Runs a command on this terminal and resolves with its exit code (128 when a signal ended it).
 * A Ctrl-C reaches the command from the terminal itself; what only we are told is passed on.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] on top of the current environment
 * @returns {Promise<number>}
 */
export function runAttached(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    const wait = () => undefined;
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn);
    const release = () => {
      process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn);
    };
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('close', (code) => {
      release();
      resolve(code ?? 128);
    });
  });
}

/**
 * Runs a command beside others, whose output would mix with its own.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] on top of the current environment
 * @returns {Promise<{ code: number, output: string }>} the exit code (128 when a signal ended it) and all it printed
 */
export function runCollected(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, projectRoot, env);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += chunk));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}
