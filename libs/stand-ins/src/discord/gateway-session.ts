import { randomUUID } from 'node:crypto';

import type { WebSocket } from 'ws';

import type { Outage } from './outage';
import type { Json } from './json';

/** One bot's session with the gateway; it outlives its socket when the bot resumes. */
export class GatewaySession {
  readonly id = randomUUID();
  /** How often the bot came back to it. */
  resumes = 0;
  readonly #events: string[] = [];
  readonly #outage: Outage;
  #socket: WebSocket;

  constructor(
    readonly botId: string,
    /** It asked to be told of members. */
    readonly followsMembers: boolean,
    socket: WebSocket,
    outage: Outage,
  ) {
    this.#socket = socket;
    this.#outage = outage;
  }

  get isConnected(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  isOn(socket: WebSocket): boolean {
    return this.#socket === socket;
  }

  /** Sends an event, now or when the bot resumes. */
  dispatch(event: string, data: Json): void {
    const text = JSON.stringify({ op: 0, t: event, s: this.#events.length + 1, d: data });
    this.#events.push(text);
    this.#write(text);
  }

  send(op: number, data: unknown = null): void {
    this.#write(JSON.stringify({ op, d: data }));
  }

  /** Goes on over another socket with what came after `sequence`. */
  resume(socket: WebSocket, sequence: number): void {
    this.#socket = socket;
    this.resumes += 1;
    for (const text of this.#events.slice(sequence)) this.#write(text);
    this.dispatch('RESUMED', {});
  }

  /** Closes the socket with a code; without one, breaks it. */
  drop(code?: number): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code);
  }

  #write(text: string): void {
    const socket = this.#socket;
    this.#outage.whenOver(() => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    });
  }
}
