'use strict';

const { TestEnvironment } = require('jest-environment-node');

/** Characters of each server's output, the last ones, that are shown. */
const MOST_SHOWN = 8000;

/**
 * Shows with a test that fails what the servers said during it: what became of what was asked of them is often told by nothing else.
 * They are in the global set `serversShown`, each with all its `output` so far (test/e2e/support/server-process.ts).
 */
module.exports = class ServersShown extends TestEnvironment {
  /** How much each had said when the test before ended: what a hook that fails has met is shown as well. */
  #before = new Map();

  get #servers() {
    return [...(this.global.serversShown ?? [])];
  }

  handleTestEvent({ name, test }) {
    if (name !== 'test_done') return;
    if (test.errors.length > 0) for (const server of this.#servers) this.#show(test, server);
    this.#before = new Map(this.#servers.map((server) => [server, server.output.length]));
  }

  #show(test, server) {
    const said = server.output.slice(this.#before.get(server) ?? 0);
    if (said === '') return;
    this.global.console.error(
      `What a server said during "${test.name}":\n${said.slice(-MOST_SHOWN)}`,
    );
  }
};
