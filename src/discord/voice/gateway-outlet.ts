/** The gateway is being resumed; that takes from one second to half a minute. */
const TRY_AGAIN_AFTER_MS = 500;

/** A minute: the session of a gateway that was away for longer is gone, and the bot's place in the channel with it. */
const LAST_TRIES = 120;

/** Sends what concerns the bot's voice state; while the gateway does not take it the newest waits. */
export class GatewayOutlet {
  readonly #send: (payload: unknown) => boolean;
  #waiting: NodeJS.Timeout | undefined;

  constructor(send: (payload: unknown) => boolean) {
    this.#send = send;
  }

  send(payload: unknown): void {
    this.#try(payload, Infinity);
  }

  /** Nothing is to follow; given up after a minute. */
  sendLast(payload: unknown): void {
    this.#try(payload, LAST_TRIES);
  }

  /** What still waits is not sent. */
  close(): void {
    clearTimeout(this.#waiting);
  }

  #try(payload: unknown, triesLeft: number): void {
    clearTimeout(this.#waiting);
    if (this.#send(payload) || triesLeft <= 1) return;
    this.#waiting = setTimeout(() => this.#try(payload, triesLeft - 1), TRY_AGAIN_AFTER_MS);
    this.#waiting.unref();
  }
}
