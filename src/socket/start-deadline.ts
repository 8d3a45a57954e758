import { type ClientSocket, closeCodes } from './client-socket';

/**
 * Closes a socket on which no session is started in time: pings alone keep it open for nothing.
 *
 * Runs from the beginning. `stop` it when a session begins, `restart` it when one has ended or did not come about.
 */
export class StartDeadline {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: ClientSocket,
    private readonly timeoutMs: number,
  ) {
    this.restart();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  restart(): void {
    this.stop();
    if (this.socket.isOpen) this.#timer = setTimeout(() => this.#expire(), this.timeoutMs);
  }

  #expire(): void {
    const message = 'No session was started in time.';
    this.socket.sendError({ code: 'not_started', message });
    this.socket.close(closeCodes.policyViolation, 'no session was started');
  }
}
