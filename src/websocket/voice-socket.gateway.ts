import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { MAX_AUDIO_MESSAGE_BYTES, VOICE_SOCKET_PATH } from '@vox/protocol';
import { Clock } from '@vox/voice-core';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

import { Limits } from '../limits';
import { SocketAuthorizer, SocketSessions } from '../socket';
import { startInAddress } from './start-in-address';
import { VoiceSocketConnection } from './voice-socket-connection';

/** `/ws/voice`: whoever can open a WebSocket and send PCM or Opus. */
@WebSocketGateway({ path: VOICE_SOCKET_PATH, maxPayload: MAX_AUDIO_MESSAGE_BYTES })
export class VoiceSocketGateway
  implements OnGatewayConnection<WebSocket>, BeforeApplicationShutdown
{
  readonly #connections = new Set<VoiceSocketConnection>();

  constructor(
    private readonly authorizer: SocketAuthorizer,
    private readonly sessions: SocketSessions,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    const start = startInAddress(request.url);
    this.authorizer.enter(client, request, 'talk', (entrance) => {
      const connection = new VoiceSocketConnection(
        entrance,
        {
          sessions: this.sessions,
          authorizer: this.authorizer,
          texts: this.limits.textMessages(),
          ...(start === undefined ? {} : { start }),
        },
        this.clock,
        () => this.#connections.delete(connection),
      );
      this.#connections.add(connection);
    });
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.#connections) connection.shutDown();
  }
}
