import { startManaged } from '../lib/managed-process.mjs';
import { print, readLines } from './output.mjs';

const readyLine = /^VoxBridge is ready: (\S+)/u;
/** What Node says of its inspector at each start; the address is told once. */
const inspectorLine =
  /^(Debugger listening on|For help, see: https:\/\/nodejs\.org\/|Waiting for the debugger to disconnect|Debugger (attached|ending))/u;

/** The server under development: one process at a time, started anew with each version of its code. */
export class DevServer {
  #node;
  #args;
  #env;
  #format;
  #running;
  #isEnding = false;

  /**
   * @param {string} node
   * @param {string[]} args Node's own, the main file and its arguments
   * @param {Record<string, string>} env on top of the current environment
   * @param {(line: string) => string} format of what the server prints
   */
  constructor(node, args, env, format) {
    this.#node = node;
    this.#args = args;
    this.#env = env;
    this.#format = format;
  }

  /**
   * Ends the server that runs, if one does, and starts the code that is there now.
   * @returns {Promise<boolean>} whether it is ready; false when it ended before
   */
  async restart() {
    await this.#running?.end('SIGTERM');
    if (this.#isEnding) return false;
    const server = startManaged('The server', this.#node, this.#args, {
      env: this.#env,
      output: 'pipe',
    });
    this.#running = server;
    let isReady = false;
    const ready = new Promise((resolve) => {
      readLines(server.child, (line) => {
        if (line.trim() === '' || inspectorLine.test(line)) return;
        print('server', this.#format(line));
        if (readyLine.test(line)) {
          isReady = true;
          resolve(true);
        }
      });
    });
    const ended = server.ended.then((code) => {
      if (this.#running === server) this.#running = undefined;
      if (isReady && code !== 0 && !this.#isEnding) {
        print('dev', `the server ended with code ${code}; the next change starts it again`);
      }
      return false;
    });
    return Promise.race([ready, ended]);
  }

  /** Whether it was ended for good. */
  get isEnding() {
    return this.#isEnding;
  }

  /** Ends it for good. */
  async end() {
    this.#isEnding = true;
    await this.#running?.end('SIGTERM');
  }
}
