import { onEndWanted, startManaged } from './managed-process.mjs';
import { inProject } from './paths.mjs';

/**
 * Bounds the young part of V8's heap, in MB for each of its halves. The start alone fills as much as Node 24 takes by itself,
 * and what was taken once is kept: 280 MB at rest instead of 196, with no engine loaded.
 */
const youngHeap = '--max-semi-space-size=16';

/**
 * Runs the built server to its end. A signal to us is passed on once, however often it comes, and the server is
 * given the time to close; it also ends when this process is killed.
 * @param {string} node
 * @param {string[]} args after the server's main file
 * @param {Record<string, string>} env on top of the current environment
 * @returns {Promise<number>} the server's exit code
 */
export async function serve(node, args, env) {
  const server = startManaged(
    'The server',
    node,
    [youngHeap, inProject('dist/src/main.js'), ...args],
    {
      env,
    },
  );
  const release = onEndWanted((signal) => void server.end(signal));
  try {
    return await server.ended;
  } finally {
    release();
  }
}
