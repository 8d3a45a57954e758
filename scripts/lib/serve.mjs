import { onEndWanted, startManaged } from './managed-process.mjs';
import { inProject } from './paths.mjs';

/**
 * Runs the built server to its end. A signal to us is passed on once, however often it comes, and the server is
 * given the time to close; it also ends when this process is killed.
 * @param {string} node
 * @param {string[]} args after the server's main file
 * @param {Record<string, string>} env on top of the current environment
 * @returns {Promise<number>} the server's exit code
 */
export async function serve(node, args, env) {
  const server = startManaged('The server', node, [inProject('dist/src/main.js'), ...args], {
    env,
  });
  const release = onEndWanted((signal) => void server.end(signal));
  try {
    return await server.ended;
  } finally {
    release();
  }
}
