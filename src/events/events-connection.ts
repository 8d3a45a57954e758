import {
  type EventsClientEvent,
  eventsClientEventSchema,
  type EventsControl,
  type WireError,
} from '@vox/protocol';
import type { Clock } from '@vox/voice-core';

import type { TokenBucket } from '../limits';
import { type ClientSocket, closeCodes, type Entrance, readMessage } from '../socket';
import type { EventFollower } from './event-follower';
import type { EventStream } from './event-stream';

/** Clients of the predecessor never subscribe: who has said nothing for so long wants everything. */
const SUBSCRIBE_WITHIN_MS = 1000;

/** What the predecessor's clients keep their connection alive with, and what answers it. */
const PLAIN_PING = 'ping';
const PLAIN_PONG = JSON.stringify({ type: 'pong' });

export type EventsConnectionDeps = {
  readonly stream: EventStream;
  readonly follower: EventFollower;
  readonly clock: Clock;
  /** How often this client may subscribe anew. */
  readonly subscriptions: TokenBucket;
  /** Undefined for who may not know of all. */
  readonly liveSessions: number | undefined;
};

/** One client of `/ws/events`, from its connection to its close. Owns the socket and its follower. */
export class EventsConnection {
  readonly #socket: ClientSocket;
  readonly #closed = new AbortController();

  constructor(
    { socket, deadline }: Entrance,
    private readonly deps: EventsConnectionDeps,
    onClosed: () => void,
  ) {
    this.#socket = socket;
    // No session is begun here.
    deadline.stop();
    socket.listen({
      onText: (text) => this.#onText(text),
      onBinary: () => this.#refuse({ code: 'invalid_message', message: 'audio is not taken here' }),
      onClose: () => {
        this.#closed.abort();
        deps.follower.close();
        onClosed();
      },
    });
    this.#welcome();
    void this.#followUnasked();
  }

  /** The server is going down. */
  shutDown(): void {
    this.#socket.close(closeCodes.goingAway, 'the server is shutting down');
  }

  #welcome(): void {
    const { stream, clock, liveSessions } = this.deps;
    this.#send({
      event: 'status_update',
      data: {
        connected: true,
        timestamp: new Date(clock.wallMs()).toISOString(),
        epoch: stream.epoch,
        seq: stream.newestSeq,
        ...(liveSessions === undefined ? {} : { sessions_live: liveSessions }),
      },
    });
  }

  async #followUnasked(): Promise<void> {
    const { clock, follower } = this.deps;
    const { signal } = this.#closed;
    await clock.sleepUntil(clock.nowMs() + SUBSCRIBE_WITHIN_MS, signal);
    if (!signal.aborted && !follower.isFollowing) follower.follow({});
  }

  #onText(text: string): void {
    if (text === PLAIN_PING) return this.#socket.sendText(PLAIN_PONG);
    const read = readMessage(text, eventsClientEventSchema);
    if (read.isValid) this.#onEvent(read.message);
    else this.#refuse(read.error);
  }

  #onEvent(message: EventsClientEvent): void {
    if (message.event === 'ping') return this.#send({ event: 'pong', data: {} });
    if (!this.deps.subscriptions.take()) {
      const text = 'subscribe: too many in a row; this one was dropped';
      return this.#refuse({ code: 'rate_limited', message: text, field: 'subscribe' });
    }
    const { events, session_id: sessionId, after_seq: afterSeq, epoch } = message.data;
    const names = events === undefined ? undefined : new Set(events);
    this.deps.follower.follow({ names, sessionId }, { afterSeq, epoch });
  }

  #refuse(error: WireError): void {
    this.#send({ event: 'error', data: error });
    this.#socket.countBadMessage();
  }

  #send(message: EventsControl): void {
    this.#socket.sendText(JSON.stringify(message));
  }
}
