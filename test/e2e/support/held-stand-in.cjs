'use strict';

/**
 * Loads what stand-ins need, and becomes one when it is told its words: one that is killed is followed at once, on a busy machine as
 * well. Started with its main file and the library behind it.
 */
const [, , main, library] = process.argv;

require(library);

// Until then nothing else keeps it alive (scripts/lib/end-with-parent.cjs).
process.channel.ref();
process.once('message', (words) => {
  process.argv = [process.argv[0], main, ...words];
  require(main);
  process.channel.unref();
});
process.send('loaded');
