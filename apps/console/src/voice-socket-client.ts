import {
  type ServerEvent,
  serverEventSchema,
  type SessionStarted,
  sessionStartedSchema,
  type VoiceClientEvent,
} from '@vox/protocol';
import { WebSocket } from 'ws';

export type ReceivedEvent = (ServerEvent | SessionStarted) & { readonly atMs: number };
export type ReceivedAudio = { readonly bytes: Uint8Array; readonly atMs: number };

type EventOf<Name extends ReceivedEvent['event']> = Extract<ReceivedEvent, { event: Name }>;

type StartData = Partial<Extract<VoiceClientEvent, { event: 'start' }>['data']>;

/** Events and frames kept: over half an hour of answers, so a forgotten client does not grow for ever. */
const HISTORY_LIMIT = 100_000;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A client of `/ws/voice` that keeps what it receives, with the moment (`performance.now()`) it came.
 *
 * Everything received is checked against the protocol. The owner calls `close`.
 */
export class VoiceSocketClient {
  readonly events: ReceivedEvent[] = [];
  readonly audio: ReceivedAudio[] = [];
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();
  #closed: { code: number; reason: string } | undefined;
  #fault: Error | undefined;

  /** @throws Error when no server answers at `url`. */
  static async connect(url: string, options: { apiKey?: string } = {}): Promise<VoiceSocketClient> {
    const headers =
      options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` };
    const socket = new WebSocket(url, { headers, handshakeTimeout: CONNECT_TIMEOUT_MS });
    const client = new VoiceSocketClient(socket);
    await client.#until(() => (socket.readyState === WebSocket.OPEN ? true : undefined));
    return client;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('open', () => this.#notify());
    socket.on('message', (data: Buffer, isBinary) => this.#onMessage(data, isBinary));
    socket.on('error', (error) => {
      this.#fault ??= error;
      this.#notify();
    });
    socket.on('close', (code, reason) => {
      this.#closed = { code, reason: reason.toString() };
      this.#notify();
    });
  }

  /** How the socket was closed; undefined while it is open. */
  get closed(): { readonly code: number; readonly reason: string } | undefined {
    return this.#closed;
  }

  /** Opens the session. @throws Error when it is refused. */
  async start(data: StartData = {}): Promise<SessionStarted['data']> {
    const from = this.events.length;
    this.#socket.send(JSON.stringify({ event: 'start', data }));
    const answer = await this.waitFor(
      (event) => event.event === 'session_started' || event.event === 'error',
      { from },
    );
    if (answer.event === 'session_started') return answer.data;
    throw new Error(answer.event === 'error' ? answer.data.message : 'the session was refused');
  }

  send(event: Exclude<VoiceClientEvent, { event: 'start' }>): void {
    this.#socket.send(JSON.stringify(event));
  }

  /** Sends one binary message: PCM or an Opus packet, as `start` said. */
  sendAudio(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Sends text that need not make sense, for tests of how the server takes it. */
  sendRaw(text: string): void {
    this.#socket.send(text);
  }

  /**
   * The first event from index `from` of the history on (all of it, by default) that fits, past or to come.
   * @throws Error when the socket closes or `timeoutMs` (default 60,000) pass before.
   */
  async waitFor<Name extends ReceivedEvent['event']>(
    wanted: Name,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<EventOf<Name>>;
  async waitFor(
    wanted: (event: ReceivedEvent) => boolean,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<ReceivedEvent>;
  async waitFor(
    wanted: string | ((event: ReceivedEvent) => boolean),
    options: { from?: number; timeoutMs?: number } = {},
  ): Promise<ReceivedEvent> {
    const fits =
      typeof wanted === 'string' ? (event: ReceivedEvent) => event.event === wanted : wanted;
    const from = options.from ?? 0;
    return this.#until(
      () => this.events.find((event, index) => index >= from && fits(event)),
      options.timeoutMs,
    );
  }

  /** Resolves with the close code and reason. */
  async waitForClose(timeoutMs?: number): Promise<{ code: number; reason: string }> {
    while (this.#closed === undefined) {
      await this.#until(() => (this.#closed === undefined ? undefined : true), timeoutMs);
    }
    return this.#closed;
  }

  /** Ends the session and waits for the server's close; cuts the connection when that does not come. */
  async close(): Promise<void> {
    if (this.#closed !== undefined) return;
    if (this.#socket.readyState === WebSocket.OPEN) this.send({ event: 'stop' });
    await this.waitForClose(2000).catch(() => undefined);
    this.#socket.terminate();
  }

  /** Cuts the connection as a crashed client would. */
  terminate(): void {
    this.#socket.terminate();
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    const atMs = performance.now();
    if (isBinary) this.audio.push({ bytes: data, atMs });
    else {
      try {
        const raw: unknown = JSON.parse(data.toString('utf8'));
        const started = sessionStartedSchema.safeParse(raw);
        const event = started.success ? started.data : serverEventSchema.parse(raw);
        this.events.push({ ...event, atMs });
      } catch (error) {
        this.#fault ??= new Error('the server sent what the protocol does not know', {
          cause: error,
        });
      }
    }
    if (this.events.length > HISTORY_LIMIT || this.audio.length > HISTORY_LIMIT) {
      this.#fault ??= new Error('more was received than this client keeps');
      this.#socket.terminate();
    }
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  async #until<T>(find: () => T | undefined, timeoutMs = 60_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        const found = find();
        if (found === undefined && this.#fault === undefined && this.#closed === undefined) return;
        clearTimeout(timer);
        this.#listeners.delete(settle);
        if (found !== undefined) resolve(found);
        else reject(this.#fault ?? closeError(this.#closed));
      };
      const timer = setTimeout(() => {
        this.#listeners.delete(settle);
        reject(new Error(`nothing fitting came within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#listeners.add(settle);
      settle();
    });
  }
}

function closeError(closed: { code: number; reason: string } | undefined): Error {
  return new Error(`the server closed the socket: ${closed?.code ?? ''} ${closed?.reason ?? ''}`);
}
