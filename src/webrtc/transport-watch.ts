import type { types } from 'mediasoup';

/** ICE and DTLS take well under a second on a network that lets them through; then retries take over. */
const CONNECT_MS = 15_000;

/** A phone that changes from Wi-Fi to mobile is back within this; longer is gone. */
const RECONNECT_MS = 10_000;

/**
 * Tells when a browser's transport is of no use any more: it never connects, or it was lost for too long.
 *
 * `onFailed` is called once at most. Owns nothing but its timer and ends with the transport.
 */
export class TransportWatch {
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(
    private readonly transport: types.WebRtcTransport,
    private readonly onFailed: (reason: string) => void,
  ) {
    transport.observer.on('icestatechange', () => this.#check());
    transport.observer.on('dtlsstatechange', () => this.#check());
    transport.observer.once('close', () => this.close());
  }

  get isConnected(): boolean {
    const { iceState, dtlsState } = this.transport;
    return dtlsState === 'connected' && (iceState === 'connected' || iceState === 'completed');
  }

  /** The client has begun to connect. */
  expectConnection(): void {
    this.#wait(CONNECT_MS, 'no connection came about');
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #check(): void {
    const { iceState, dtlsState } = this.transport;
    if (dtlsState === 'failed') return this.#fail('the DTLS handshake failed');
    if (this.isConnected) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (iceState === 'disconnected' || dtlsState === 'closed') {
      this.#wait(RECONNECT_MS, 'the connection was lost');
    }
  }

  #wait(ms: number, reason: string): void {
    if (this.#isOver) return;
    this.#timer ??= setTimeout(() => this.#fail(reason), ms);
  }

  #fail(reason: string): void {
    if (this.#isOver) return;
    this.close();
    this.onFailed(reason);
  }
}
