import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { WEBRTC_SOCKET_PATH } from '@vox/protocol';
import { Clock } from '@vox/voice-core';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

import { Limits } from '../limits';
import { SocketAuthorizer, SocketSessions } from '../socket';
import { MediaWorkers } from './media-workers';
import { WebRtcConnection } from './webrtc-connection';

/** A browser's parameters are a few KiB of JSON. */
const MAX_REQUEST_BYTES = 64 * 1024;

/** `/ws/webrtc`: browsers, which send their audio over WebRTC and only signal here. */
@WebSocketGateway({ path: WEBRTC_SOCKET_PATH, maxPayload: MAX_REQUEST_BYTES })
export class WebRtcGateway implements OnGatewayConnection<WebSocket>, BeforeApplicationShutdown {
  readonly #connections = new Set<WebRtcConnection>();

  constructor(
    private readonly authorizer: SocketAuthorizer,
    private readonly sessions: SocketSessions,
    private readonly workers: MediaWorkers,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    this.authorizer.enter(client, request, 'talk', (entrance) => {
      const connection = new WebRtcConnection(
        entrance,
        {
          sessions: this.sessions,
          workers: this.workers,
          clock: this.clock,
          authorizer: this.authorizer,
          texts: this.limits.textMessages(),
        },
        () => this.#connections.delete(connection),
      );
      this.#connections.add(connection);
    });
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.#connections) connection.shutDown();
  }
}
