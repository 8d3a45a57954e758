'use strict';

/** What jest-worker sends to a worker for which there is no file any more, which then ends by itself (`CHILD_MESSAGE_END`). */
const NO_MORE = 2;

/**
 * Acts once, when this process has run its last test file: as soon as Jest says so to a worker, at the end of the process where
 * Jest runs files in its own.
 * @param {() => void} act
 */
function atLastFile(act) {
  if (process.send === undefined) {
    process.once('exit', act);
    return;
  }
  const listen = ([kind]) => {
    if (kind !== NO_MORE) return;
    // A listener would keep the worker alive.
    process.off('message', listen);
    act();
  };
  process.on('message', listen);
}

module.exports = { atLastFile };
