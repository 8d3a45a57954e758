/** The gateway is being resumed; that takes from one second to half a minute. */
const TRY_AGAIN_AFTER_MS = 500;

/** Sends what concerns the bot's voice state; while the gateway does not take it the newest waits. */
export class GatewayOutlet {
  readonly #send: (payload: unknown) => boolean;
  #waiting: NodeJS.Timeout | undefined;

  constructor(send: (payload: unknown) => boolean) {
    this.#send = send;
  }

  send(payload: unknown): void {
    clearTimeout(this.#waiting);
    if (this.#send(payload)) return;
    this.#waiting = setTimeout(() => this.send(payload), TRY_AGAIN_AFTER_MS);
  }

  /** What still waits is not sent. */
  close(): void {
    clearTimeout(this.#waiting);
  }
}
