import type { ServerEvent, SessionStarted, SignallingResponse, WireError } from '@vox/protocol';
import { WebSocket } from 'ws';

/** Close codes of RFC 6455 §7.4.1 and the IANA registry, as far as the channels use them. */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  policyViolation: 1008,
  internalError: 1011,
  tryAgainLater: 1013,
} as const;

export const clientSocketDefaults = {
  /** A dead peer is noticed within two beats; proxies drop idle sockets after 60 s and more. */
  heartbeatMs: 15_000,
  /** Somebody who tries things out gets this many answers; a runaway client is cut off. */
  maxBadMessages: 20,
  /** About half a minute of 16 kHz PCM: a reader that far behind hears nothing that matters now. */
  dropAudioAboveBytes: 1024 * 1024,
  /** Events alone do not fill this; the reader is gone in all but name. */
  closeAboveBytes: 4 * 1024 * 1024,
  /** A peer that reads nothing does not see the close frame either; then the connection is cut. */
  closeGraceMs: 5000,
} as const;

export type ClientSocketOptions = { readonly [Name in keyof typeof clientSocketDefaults]: number };

export type ClientMessage = ServerEvent | SessionStarted | SignallingResponse;

/**
 * A client's WebSocket as the channels see it: typed messages out, bounded memory, dead peers noticed.
 *
 * Owns the socket. Sending after the close is a no-op; `close` may be called at any time and again.
 */
export class ClientSocket {
  readonly #socket: WebSocket;
  readonly #options: ClientSocketOptions;
  readonly #heartbeat: NodeJS.Timeout;
  #isAlive = true;
  #badMessages = 0;
  #cut: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, options: Partial<ClientSocketOptions> = {}) {
    this.#socket = socket;
    this.#options = { ...clientSocketDefaults, ...options };
    this.#heartbeat = setInterval(() => this.#beat(), this.#options.heartbeatMs);
    socket.on('pong', () => (this.#isAlive = true));
    // A protocol error (an oversized frame, say) is followed by `close`, which is where it is handled.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(this.#heartbeat);
      clearTimeout(this.#cut);
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Calls `onText` or `onBinary` for every message, and `onClose` once, last. */
  listen(handlers: {
    onText: (text: string) => void;
    onBinary: (bytes: Uint8Array) => void;
    onClose: () => void;
  }): void {
    this.#socket.on('message', (data: Buffer, isBinary) => {
      this.#isAlive = true;
      if (!this.isOpen) return;
      if (isBinary) handlers.onBinary(data);
      else handlers.onText(data.toString('utf8'));
    });
    this.#socket.once('close', handlers.onClose);
  }

  /** What was sent and has not left this process: the client does not read it. */
  get unreadBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(message: ClientMessage): void {
    if (this.#hasRoom()) this.#socket.send(JSON.stringify(message));
  }

  /** Sends a text frame as it is. @param onWritten Called when it has left this process, unless the socket is gone. */
  sendText(text: string, onWritten?: () => void): void {
    if (!this.#hasRoom()) return;
    this.#socket.send(text, (error) => {
      if (error === undefined || error === null) onWritten?.();
    });
  }

  /** Sends one binary frame; drops it when the reader is too slow for it to be worth anything. */
  sendAudio(bytes: Uint8Array): void {
    if (!this.#hasRoom()) return;
    if (this.#socket.bufferedAmount > this.#options.dropAudioAboveBytes) return;
    this.#socket.send(bytes);
  }

  sendError(error: WireError, sessionId?: string): void {
    const session = sessionId === undefined ? {} : { session_id: sessionId };
    this.send({ event: 'error', data: { ...session, ...error } });
  }

  /** Counts a message that made no sense; closes with 1008 after too many. Answering it is the caller's. */
  countBadMessage(): void {
    this.#badMessages += 1;
    if (this.#badMessages >= this.#options.maxBadMessages) {
      this.close(closeCodes.policyViolation, 'too many messages that make no sense');
    }
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.#socket.close(code, reason);
    this.#cut = setTimeout(() => this.#socket.terminate(), this.#options.closeGraceMs);
  }

  #hasRoom(): boolean {
    if (!this.isOpen) return false;
    if (this.#socket.bufferedAmount <= this.#options.closeAboveBytes) return true;
    this.close(closeCodes.tryAgainLater, 'the client reads too slowly');
    return false;
  }

  #beat(): void {
    if (!this.#isAlive) return this.#socket.terminate();
    this.#isAlive = false;
    if (this.isOpen) this.#socket.ping();
  }
}
