import { once } from 'node:events';

import { type ClientOptions, WebSocket } from 'ws';

export type ReceivedMessage = {
  event?: string;
  id?: number;
  data: Record<string, unknown>;
} & Record<string, unknown>;

/** A plain WebSocket client that keeps what it is sent and can send what makes no sense. */
export class SocketTestClient {
  readonly messages: ReceivedMessage[] = [];
  readonly audio: Buffer[] = [];
  readonly socket: WebSocket;
  readonly #closed: Promise<number>;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.audio.push(data);
      else this.messages.push(JSON.parse(data.toString()) as ReceivedMessage);
    });
    this.socket.on('error', () => undefined);
    this.#closed = new Promise((resolve) => this.socket.once('close', resolve));
  }

  async opened(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Resolves with the close code. */
  closed(): Promise<number> {
    return this.#closed;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  sendAudio(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  /** The first message that fits, past or to come. */
  async message(fits: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found !== undefined) return found;
      await once(this.socket, 'message');
    }
  }

  event(name: string): Promise<ReceivedMessage> {
    return this.message((message) => message.event === name);
  }

  /** Throws what it is told instead when the start is refused. */
  async start(data: Record<string, unknown> = {}): Promise<this> {
    const before = this.messages.length;
    this.send({ event: 'start', data });
    const answers = ['session_started', 'error'];
    const answer = await this.message(
      (message) =>
        this.messages.indexOf(message) >= before && answers.includes(message.event ?? ''),
    );
    if (answer.event === 'error') throw new Error(`refused: ${JSON.stringify(answer.data)}`);
    return this;
  }
}

/** Shorter than what a test gets (jest.config.mjs), which would leave the polling behind: Jest could not end. */
const PATIENCE_MS = 90_000;

/** Resolves once `claim` holds; for state that changes in other ticks and tells nobody. */
export async function until(claim: () => boolean): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (!claim()) {
    if (performance.now() > endMs)
      throw new Error(`not so within ${PATIENCE_MS} ms: ${String(claim)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
