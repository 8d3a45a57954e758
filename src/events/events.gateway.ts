import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { EVENTS_SOCKET_PATH } from '@vox/protocol';
import { Clock } from '@vox/voice-core';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

import { isAdmin } from '../identity';
import { Limits } from '../limits';
import { closeCodes, type Entrance, SocketAuthorizer } from '../socket';
import { VoiceService } from '../voice';
import { EventFollower } from './event-follower';
import { EventStream } from './event-stream';
import { EventsConnection } from './events-connection';

/** What a client says here is short. */
const MAX_MESSAGE_BYTES = 16 * 1024;

/** `/ws/events`: whoever watches what happens in sessions, all or their own. */
@WebSocketGateway({ path: EVENTS_SOCKET_PATH, maxPayload: MAX_MESSAGE_BYTES })
export class EventsGateway implements OnGatewayConnection<WebSocket>, BeforeApplicationShutdown {
  readonly #connections = new Set<EventsConnection>();

  constructor(
    private readonly authorizer: SocketAuthorizer,
    private readonly stream: EventStream,
    private readonly voice: VoiceService,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    this.authorizer.enter(client, request, 'read', (entrance) => this.#welcome(entrance));
  }

  #welcome(entrance: Entrance): void {
    const { socket, admission } = entrance;
    const { caller } = admission;
    if (caller === undefined) {
      const message = 'An invite is for one session, whose events its own socket tells.';
      socket.sendError({ code: 'unauthorized', message });
      return socket.close(closeCodes.policyViolation, 'unauthorized');
    }
    const connection = new EventsConnection(
      entrance,
      {
        stream: this.stream,
        follower: new EventFollower(
          this.stream,
          socket,
          () => admission.caller ?? caller,
          this.clock,
        ),
        clock: this.clock,
        subscriptions: this.limits.textMessages(),
        liveSessions: isAdmin(caller) ? this.voice.liveSessions : undefined,
      },
      () => this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.#connections) connection.shutDown();
  }
}
