import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose loss ends no process: for pools of libraries that take connections out without listening to them.
 *
 * A connection that breaks between two queries tells it by `error` alone; a pool listens while it has the connection, and
 * for an `error` that nobody listens to Node ends the process. The next query on the connection fails and says why.
 */
export class ListenedClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
