import { onEndWanted, startManaged } from './managed-process.mjs';
import { inProject } from './paths.mjs';

/**
 * Of V8, for `npm start` and, by `node scripts/generate.mjs`, for the image.
 *
 * The young part is bounded, in MB for each of its halves: the start alone fills as much as Node 24 takes by itself, and what was
 * taken once is kept. The old one may grow by three fifths between two collections of all of it, each of which takes a core for
 * a fifth of a second: by V8's own measure, which counts only what the main thread gives, there is one every two seconds with 50
 * sessions, and whoever is answered then waits. One helper collects and compiles beside the main thread: V8's four keep that
 * from the processor where there are two.
 */
export const engine = ['--max-semi-space-size=32', '--heap-growing-percent=60', '--v8-pool-size=1'];

/** What is run, in the checkout and in the image. */
export const MAIN = 'dist/src/main.js';

/**
 * Runs the built server to its end. A signal to us is passed on once, however often it comes, and the server is
 * given the time to close; it also ends when this process is killed.
 * @param {string} node
 * @param {string[]} args after the server's main file
 * @param {Record<string, string>} env on top of the current environment
 * @returns {Promise<number>} the server's exit code
 */
export async function serve(node, args, env) {
  const server = startManaged('The server', node, [...engine, inProject(MAIN), ...args], { env });
  const release = onEndWanted((signal) => void server.end(signal));
  try {
    return await server.ended;
  } finally {
    release();
  }
}
