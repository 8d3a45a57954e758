import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { IDLE_CONNECTION_MS } from './idle-connections';
import type { StandInNotice, StandInWatcher } from './notice';

/** One request as the server saw it. Times are `performance.now()`. */
export type RecordedRequest = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body as it came: for audio. */
  readonly bytes: Uint8Array;
  readonly openedAtMs: number;
  /** When the reply was complete or the client had gone; absent while it runs. */
  closedAtMs?: number;
  /** True when the client left before the reply was complete. */
  wasAborted: boolean;
};

/**
 * A real HTTP server on loopback that plays somebody else's service, with its faults.
 *
 * `kill` drops every connection and stops listening, `restart` listens on the same port again. The maker calls
 * `close`, which may be called twice.
 */
export abstract class HttpStandIn<Fault extends string> {
  readonly requests: RecordedRequest[] = [];
  /** Most requests that were running at once. */
  peakRunning = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #fault: Fault | undefined;
  #faultsLeft = 0;
  #watcher: StandInWatcher | undefined;

  /** Where clients find it, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Requests that run now. */
  get running(): number {
    return this.requests.filter(({ closedAtMs }) => closedAtMs === undefined).length;
  }

  /** Misbehaves from now on, for `times` requests; `undefined` behaves. */
  setFault(fault: Fault | undefined, times = Infinity): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  /** Tells `watcher` of each request from now on. */
  watch(watcher: StandInWatcher): void {
    this.#watcher = watcher;
  }

  async listen(port = 0): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.keepAliveTimeout = IDLE_CONNECTION_MS;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
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

  /** Answers one request. What it throws after the client has gone is of no interest. */
  protected abstract answer(request: RecordedRequest, response: ServerResponse): Promise<void>;

  /** The fault for the request that is answered now; counts it. */
  protected takeFault(): Fault | undefined {
    if (this.#faultsLeft <= 0) return undefined;
    this.#faultsLeft -= 1;
    return this.#fault;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const openedAtMs = performance.now();
    const bytes = await buffer(incoming).catch(() => Buffer.alloc(0));
    const request: RecordedRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: bytes.toString(),
      bytes,
      openedAtMs,
      wasAborted: false,
    };
    const index = this.requests.push(request) - 1;
    this.#tell(index, 'opened', { body: request.body });
    this.peakRunning = Math.max(this.peakRunning, this.running);
    response.once('close', () => {
      request.closedAtMs = performance.now();
      request.wasAborted = !response.writableFinished;
      this.#tell(index, 'closed', { wasAborted: request.wasAborted });
    });
    try {
      await this.answer(request, response);
    } catch (error) {
      if (!response.destroyed) response.destroy(error instanceof Error ? error : undefined);
    }
  }

  #tell(index: number, type: StandInNotice['type'], details: Partial<StandInNotice>): void {
    const path = this.requests[index]?.path ?? '';
    this.#watcher?.({ type, index, path, atMs: Date.now(), ...details });
  }
}

/** Replies with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** Resolves when `response` is over, however it ends: a reply that never comes waits on this. */
export async function untilClosed(response: ServerResponse): Promise<void> {
  if (!response.destroyed && !response.closed) await once(response, 'close');
}
