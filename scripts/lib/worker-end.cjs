'use strict';

/** What jest-worker sends to a worker: a file to run (`CHILD_MESSAGE_CALL`), or that there is none any more (`CHILD_MESSAGE_END`). */
const RUN = 1;
const NO_MORE = 2;

/** Any but 0 and those of signals: jest-worker starts the worker anew then, and gives the new one the file. */
const AGAIN = 1;

/**
 * Bytes of memory above which a worker makes room for a new one. What a test file loaded is kept in part: by timers that no one
 * waits for, and while V8 counts which code ran by all that it counted. Three workers had up to 3 GB each, and looked for
 * garbage most of their time.
 */
const mostBytes = Number(process.env.TEST_WORKER_BYTES ?? 1536 * 2 ** 20);

/** @type {((isGrown: boolean) => void)[]} */
const acts = [];

function act(isGrown) {
  for (const one of acts.splice(0)) one(isGrown);
}

/** Before Jest hears of it: a file that comes now has not begun, so it is run by the next worker as if it had been given to that. */
function listen([kind]) {
  if (kind === RUN && process.memoryUsage.rss() > mostBytes) {
    act(true);
    process.exit(AGAIN);
  }
  if (kind !== NO_MORE) return;
  // A listener would keep the worker alive.
  process.off('message', listen);
  act(false);
}

/**
 * Acts once, when this process has run its last test file: as soon as Jest says so to a worker or the worker has grown too large, at
 * the end of the process where Jest runs files in its own.
 * @param {(isGrown: boolean) => void} last told whether the worker has grown too large: it ends as soon as this returns
 */
function atLastFile(last) {
  if (process.send === undefined) {
    process.once('exit', () => last(false));
    return;
  }
  if (acts.length === 0) process.prependListener('message', listen);
  acts.push(last);
}

module.exports = { atLastFile };
