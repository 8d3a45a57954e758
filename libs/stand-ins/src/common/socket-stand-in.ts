import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { type WebSocket, WebSocketServer } from 'ws';

import { statusOfFault } from './http-fault';
import type { StandInNotice, StandInWatcher } from './notice';

/**
 * What a WebSocket stand-in does wrong, as one word (it is also the `--fault` of the command line):
 *
 * `slow` answers late · `silent` never says anything · `stall` never ends · `cut` breaks the connection in the middle
 * of the audio · `cut-at-end` when the end is told · `garbage` sends what is no JSON · `wrong-content-type` sends what
 * is not text · `split-utf8` sends half a character · `error` sends the protocol's own error · three digits: that HTTP
 * status instead of the handshake.
 */
export type SocketFault =
  | 'slow'
  | 'silent'
  | 'stall'
  | 'cut'
  | 'cut-at-end'
  | 'garbage'
  | 'wrong-content-type'
  | 'split-utf8'
  | 'error'
  | `${number}`;

/** One connection as the server saw it. Times are `performance.now()`. */
export type RecordedConnection = {
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly openedAtMs: number;
  closedAtMs?: number;
  /** Text messages of the client, in order. */
  readonly texts: string[];
  audioMessages: number;
  audioBytes: number;
};

/** One live connection, for the protocol that is played on it. */
export type StandInConnection<Fault extends string> = {
  readonly record: RecordedConnection;
  /** Chosen when it was opened. */
  readonly fault: Fault | undefined;
  /** Sends JSON, or a text as it is; nothing once the connection is gone. */
  send(message: unknown): void;
  /** Says goodbye. */
  end(code?: number): void;
  /** Breaks the connection without a goodbye. */
  cut(): void;
};

export type ConnectionHandlers = {
  onText?(text: string): void;
  onAudio?(bytes: Buffer): void;
  onClose?(): void;
};

/** Audio messages before `cut` breaks the connection: half a second of 20 ms frames. */
const CUT_AFTER_MESSAGES = 25;

/**
 * A real WebSocket server on loopback that plays somebody else's recognition service, with its faults.
 *
 * `kill` drops every connection and stops listening, `restart` listens on the same port again. The maker calls
 * `close`, which may be called twice.
 */
export abstract class SocketStandIn<Fault extends string = SocketFault> {
  readonly connections: RecordedConnection[] = [];
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #fault: Fault | undefined;
  #faultsLeft = 0;
  #busyUntilMs = 0;
  #watcher: StandInWatcher | undefined;

  /** Where clients find it, without a slash at the end. */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections that are open now. */
  get running(): number {
    return this.connections.filter(({ closedAtMs }) => closedAtMs === undefined).length;
  }

  /** Misbehaves from now on, for `times` connections; `undefined` behaves. */
  setFault(fault: Fault | undefined, times = Infinity): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  /** Tells `watcher` of each connection from now on. */
  watch(watcher: StandInWatcher): void {
    this.#watcher = watcher;
  }

  /** Answers nobody, not even a ping, for `ms`: as a server does whose only thread computes. */
  keepBusy(ms: number): void {
    this.#busyUntilMs = Math.max(this.#busyUntilMs, performance.now()) + ms;
  }

  async listen(port = 0): Promise<void> {
    const server = createServer((request, response) => this.answerHttp(request, response));
    const sockets = new WebSocketServer({ noServer: true, autoPong: false });
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      const fault = this.#takeFault();
      const status = statusOfFault(fault) ?? this.refuse(request);
      if (status !== undefined) {
        socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (client) => {
        this.#accept(client, request, socket, fault);
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** As `kill -9` would: no goodbye on any connection. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  restart(): Promise<void> {
    return this.listen(this.#port);
  }

  close(): Promise<void> {
    return this.kill();
  }

  /** Plays the protocol on a new connection. */
  protected abstract serve(connection: StandInConnection<Fault>): ConnectionHandlers;

  /** The status that refuses a handshake, if any. */
  protected refuse(_request: IncomingMessage): number | undefined {
    return undefined;
  }

  protected answerHttp(_request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(404).end();
  }

  #takeFault(): Fault | undefined {
    if (this.#faultsLeft <= 0) return undefined;
    this.#faultsLeft -= 1;
    return this.#fault;
  }

  #accept(
    client: WebSocket,
    request: IncomingMessage,
    socket: Socket,
    fault: Fault | undefined,
  ): void {
    const record: RecordedConnection = {
      path: request.url ?? '',
      headers: request.headers,
      openedAtMs: performance.now(),
      texts: [],
      audioMessages: 0,
      audioBytes: 0,
    };
    const index = this.connections.push(record) - 1;
    this.#tell(index, 'opened');
    const cut = () => void socket.resetAndDestroy();
    const handlers = this.serve({
      record,
      fault,
      send: (message) => this.#whenIdle(() => sendWith(fault, client, message)),
      end: (code = 1000) => this.#whenIdle(() => client.close(code)),
      cut,
    });
    client.on('ping', (data) => this.#whenIdle(() => client.pong(data)));
    client.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        record.texts.push(data.toString());
        handlers.onText?.(data.toString());
        return;
      }
      record.audioMessages++;
      record.audioBytes += data.length;
      if (fault === 'cut' && record.audioMessages === CUT_AFTER_MESSAGES) return cut();
      handlers.onAudio?.(data);
    });
    // A client that resets the connection is what `close` tells of.
    client.on('error', () => undefined);
    client.on('close', () => {
      record.closedAtMs = performance.now();
      this.#tell(index, 'closed');
      handlers.onClose?.();
    });
  }

  #tell(index: number, type: StandInNotice['type']): void {
    const record = this.connections[index];
    if (record === undefined) return;
    const { path, audioBytes, texts: body } = record;
    this.#watcher?.({ type, index, path, atMs: Date.now(), body, audioBytes });
  }

  #whenIdle(act: () => void): void {
    const waitMs = this.#busyUntilMs - performance.now();
    if (waitMs <= 0) act();
    else setTimeout(act, waitMs).unref();
  }
}

function sendWith(fault: string | undefined, client: WebSocket, message: unknown): void {
  if (client.readyState !== client.OPEN || fault === 'silent') return;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  if (fault === 'garbage') client.send('{"type": "par');
  else if (fault === 'wrong-content-type') client.send(Buffer.from([0, 1, 2, 3]));
  // The first byte of "é", as a text that claims to be complete.
  else if (fault === 'split-utf8') client.send(Buffer.from([0x22, 0xc3]), { binary: false });
  else client.send(text);
}
