'use strict';

const { writeFileSync } = require('node:fs');
const { Socket } = require('node:net');
const { join } = require('node:path');

const { atLastFile } = require('./worker-end.cjs');

/** What is being closed is given so many turns of this length, however long a busy machine makes them. */
const turns = 20;
const turnMs = 500;

/** @param {object} handle of Node: a server, a socket, a child process, ... */
function describe(handle) {
  const name = handle.constructor.name;
  if (typeof handle.spawnfile === 'string') return `${name} ${handle.spawnfile}`;
  if (handle.remotePort !== undefined) return `${name} to port ${handle.remotePort}`;
  if (handle.listening === true) return `${name} ${JSON.stringify(handle.address())}`;
  return name;
}

const described = ({ path, handle }) => ({ path, what: describe(handle) });

/** Finds out what test files left open when that keeps this worker from ending: Jest would only say that it had to be killed. */
class LeftOpen {
  /** The file in which a handle was there first. */
  #fileOf = new WeakMap();
  /** Files after which there were more timers than before. */
  #leftTimers = new Set();
  #timers = 0;
  #lastPath;
  #output;

  /** @param {string} folder that exists, for one file if there is something to tell */
  constructor(folder) {
    this.#output = join(folder, `left-open-${process.pid}.json`);
    // Node makes them when they are first used, which may be by a test file.
    for (const stream of [process.stdout, process.stderr]) this.#fileOf.set(stream, 'Jest');
    this.#look('Jest');
    atLastFile((isGrown) => (isGrown ? this.#tellOfOlder() : this.#wait(turns)));
  }

  /** @param {string} path of a test file that has just ended */
  fileEnded(path) {
    // Once what is closed by now is gone.
    setImmediate(() => this.#look(path));
  }

  #look(path) {
    this.#lastPath = path;
    for (const handle of process._getActiveHandles()) {
      if (!this.#fileOf.has(handle)) this.#fileOf.set(handle, path);
    }
    const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    if (timers > this.#timers) this.#leftTimers.add(path);
    this.#timers = timers;
  }

  #wait(left) {
    // The worker ends meanwhile where nothing else keeps it.
    if (left > 0) setTimeout(() => this.#wait(left - 1), turnMs).unref();
    else this.#tell();
  }

  #handles() {
    return process
      ._getActiveHandles()
      .map((handle) => ({ path: this.#fileOf.get(handle), handle }))
      .filter(({ path }) => path !== 'Jest');
  }

  /**
   * Of what the last file closes some may not be gone yet; what is left of those before it had its time. But for sockets, which
   * need not keep a worker from ending: their other ends close them, or the collecting of garbage where a response was not read.
   */
  #tellOfOlder() {
    const found = this.#handles()
      .filter(({ path, handle }) => path !== this.#lastPath && !(handle instanceof Socket))
      .map(described);
    if (found.length > 0) writeFileSync(this.#output, JSON.stringify(found));
  }

  #tell() {
    const found = this.#handles().map(described);
    const others = process.getActiveResourcesInfo();
    if (others.includes('Timeout')) {
      found.push(...[...this.#leftTimers].map((path) => ({ path, what: 'perhaps a timer' })));
    }
    if (found.length === 0) found.push({ what: others.join(', ') });
    writeFileSync(this.#output, JSON.stringify(found));
    // Any other code has Jest start the worker again.
    process.exit(0);
  }
}

module.exports = { LeftOpen };
