import type { INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocketServer } from 'ws';

/**
 * Nest's sockets as the channels need them: they read their frames themselves, and what a client does wrong is not an error of ours, which anybody could fill the log with.
 */
export class ClientAdapter extends WsAdapter {
  constructor(app: INestApplicationContext) {
    super(app, { messageParser: () => undefined });
  }

  /** Nothing listens beside who reads the socket: Nest's stream would be told of every frame, and drop it. */
  override bindMessageHandlers(): void {
    return;
  }

  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    // A protocol error is followed by `close`, which is where it is handled.
    server.on('connection', (client) => client.on('error', () => undefined));
    server.on('error', (error) => this.logger.error(error));
    return server;
  }
}
