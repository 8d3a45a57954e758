import { categoryOfStatus, type ServerAccess } from '@vox/outbound';
import { AsyncQueue, ProviderError, type ProviderErrorCategory } from '@vox/voice-core';
import { WebSocket } from 'ws';

/** Transcripts are short; a server that sends more in one message, or more messages unread, is broken. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_WAITING_MESSAGES = 1000;

/** How long a server may take to answer our goodbye. */
const CLOSE_GRACE_MS = 500;

/** A timer that is later than this ran in a process that was busy, or got no processor. */
const LATE_MS = 50;

/** A process that is late all the time must give up a dead server, too. */
const MAX_LATE_THIRDS = 12;

/** RFC 6455 §7.4.1: 1000 is a goodbye, 1005 a goodbye without a code. */
const GOODBYES: ReadonlySet<number> = new Set([1000, 1005]);

export type SpeechSocketOptions = {
  readonly provider: string;
  /** How the server may be reached; anywhere when absent. */
  readonly access?: ServerAccess | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Longest wait for the handshake, and for any sign of life (a message or a pong) after it. */
  readonly aliveTimeoutMs: number;
  /** Cuts the connection at once. */
  readonly signal: AbortSignal;
};

/** The connection itself failed: the same words may fare well over another one. */
export class ConnectionLost extends ProviderError {}

/**
 * A WebSocket to a recognition server, in the words of this room: everything that goes wrong is a `ConnectionLost`.
 *
 * Whoever opens it closes it; `signal` cuts it too.
 */
export class SpeechSocket {
  readonly #socket: WebSocket;
  readonly #options: SpeechSocketOptions;
  readonly #messages = new AsyncQueue<string>(MAX_WAITING_MESSAGES);
  readonly #opened: Promise<void>;
  #failure: ConnectionLost | undefined;
  /** Whether the server gave a sign of life since it was last asked for one. */
  #isSeen = true;
  #watch: NodeJS.Timeout | undefined;

  private constructor(url: string, options: SpeechSocketOptions) {
    this.#options = options;
    this.#socket = new WebSocket(url, {
      headers: { ...options.headers },
      handshakeTimeout: options.aliveTimeoutMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      ...options.access?.connect?.(url),
    });
    this.#opened = this.#listen();
    const cut = () => this.#socket.terminate();
    options.signal.addEventListener('abort', cut, { once: true });
    this.#socket.once('close', () => options.signal.removeEventListener('abort', cut));
    if (options.signal.aborted) cut();
  }

  /** @throws ConnectionLost, by status when the server refuses the handshake. */
  static async open(url: string, options: SpeechSocketOptions): Promise<SpeechSocket> {
    const socket = new SpeechSocket(url, options);
    await socket.#opened;
    return socket;
  }

  /**
   * Resolves when the system has taken the data: a server that does not read slows the sender down.
   * @throws ConnectionLost
   */
  async send(data: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.send(data, (error) => {
        if (error == null) resolve();
        else reject(this.#failure ?? this.#lost('connectivity', 'the connection is gone', error));
      });
    });
  }

  /**
   * Text messages in order; ends when the server says goodbye. One reader only.
   * @throws ConnectionLost when the connection breaks.
   */
  async *messages(): AsyncGenerator<string, void, void> {
    yield* this.#messages;
    if (this.#failure !== undefined) throw this.#failure;
  }

  close(): void {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#socket.close(1000);
    const cut = setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS);
    this.#socket.once('close', () => clearTimeout(cut));
  }

  #listen(): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      socket.on('open', () => {
        this.#watchLife();
        resolve();
      });
      socket.on('unexpected-response', (_, response) => {
        const statusCode = response.statusCode ?? 0;
        this.#failure = this.#lost(
          categoryOfStatus(statusCode),
          `the server answered ${statusCode}`,
          undefined,
          statusCode,
        );
        reject(this.#failure);
        socket.terminate();
      });
      socket.on('message', (data: Buffer) => {
        this.#isSeen = true;
        if (this.#messages.push(data.toString()) || this.#messages.isClosed) return;
        this.#failure ??= this.#lost('protocol', 'too many messages at once');
        socket.terminate();
      });
      socket.on('pong', () => (this.#isSeen = true));
      socket.on('error', (error: NodeJS.ErrnoException) => {
        this.#failure ??= this.#lost(categoryOfError(error), 'the connection failed', error);
        reject(this.#failure);
      });
      socket.on('close', (code) => {
        clearInterval(this.#watch);
        if (!GOODBYES.has(code)) {
          this.#failure ??= this.#lost(categoryOfCloseCode(code), `the server left (${code})`);
        }
        this.#messages.close();
        reject(this.#failure ?? this.#lost('connectivity', 'the server left'));
      });
    });
  }

  /**
   * A socket of a machine that vanished looks open for many minutes unless somebody asks. Node runs timers before it reads
   * what came in: a third of the time that ended late was one in which this process could not notice a sign of life.
   */
  #watchLife(): void {
    const thirdMs = this.#options.aliveTimeoutMs / 3;
    let silentThirds = 0;
    let lateThirds = 0;
    let dueAtMs = performance.now() + thirdMs;
    this.#watch = setInterval(() => {
      const isLate = performance.now() - dueAtMs > LATE_MS;
      dueAtMs = performance.now() + thirdMs;
      if (this.#isSeen) [silentThirds, lateThirds] = [0, 0];
      else if (isLate && lateThirds < MAX_LATE_THIRDS) lateThirds += 1;
      else silentThirds += 1;
      this.#isSeen = false;
      if (silentThirds < 3) return this.#socket.ping();
      this.#failure ??= this.#lost('timeout', 'no sign of life');
      this.#socket.terminate();
    }, thirdMs);
    this.#watch.unref();
  }

  #lost(
    category: ProviderErrorCategory,
    message: string,
    cause?: unknown,
    statusCode?: number,
  ): ConnectionLost {
    const { provider } = this.#options;
    return new ConnectionLost(`${provider}: ${message}`, {
      kind: 'stt',
      provider,
      category,
      cause,
      ...(statusCode === undefined ? {} : { statusCode }),
    });
  }
}

function categoryOfError(error: NodeJS.ErrnoException | ProviderError): ProviderErrorCategory {
  // Where the server may not be reached.
  if (error instanceof ProviderError) return error.category;
  if (error.message.includes('handshake has timed out')) return 'timeout';
  // ws names what breaks the protocol: bad UTF-8, bad frames, oversize messages.
  return error.code?.startsWith('WS_ERR') === true ? 'protocol' : 'connectivity';
}

/** RFC 6455 §7.4.1, and 4401 as WhisperLiveKit uses it. */
function categoryOfCloseCode(code: number): ProviderErrorCategory {
  switch (code) {
    case 1002:
    case 1003:
    case 1007:
      return 'protocol';
    case 1008:
      return 'invalid-request';
    case 1011:
      return 'server';
    case 1013:
      return 'rate-limit';
    case 4401:
      return 'authentication';
    default:
      return 'connectivity';
  }
}
