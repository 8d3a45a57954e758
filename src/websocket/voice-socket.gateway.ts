import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { MAX_AUDIO_MESSAGE_BYTES, VOICE_SOCKET_PATH } from '@vox/protocol';
import { Clock } from '@vox/voice-core';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

import { ClientSocket, closeCodes, Doorkeeper, SocketSessions } from '../socket';
import { VoiceSocketConnection } from './voice-socket-connection';

/** `/ws/voice`: whoever can open a WebSocket and send PCM or Opus. */
@WebSocketGateway({ path: VOICE_SOCKET_PATH, maxPayload: MAX_AUDIO_MESSAGE_BYTES })
export class VoiceSocketGateway
  implements OnGatewayConnection<WebSocket>, BeforeApplicationShutdown
{
  readonly #connections = new Set<VoiceSocketConnection>();

  constructor(
    private readonly door: Doorkeeper,
    private readonly sessions: SocketSessions,
    private readonly clock: Clock,
  ) {}

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    const socket = new ClientSocket(client);
    const admission = this.door.admit(request);
    if (admission === undefined) {
      socket.sendError({
        code: 'unauthorized',
        message: 'An API key is needed, and a known origin.',
      });
      socket.close(closeCodes.policyViolation, 'unauthorized');
      return;
    }
    const connection = new VoiceSocketConnection(
      socket,
      { sessions: this.sessions, inviteOf: (token) => this.door.inviteOf(admission, token) },
      this.clock,
      () => this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.#connections) connection.shutDown();
  }
}
