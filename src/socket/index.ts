export { ClientAdapter } from './client-adapter';
export { ClientSocket, closeCodes } from './client-socket';
export { Doorkeeper, type Entrance } from './doorkeeper';
export { readMessage } from './read-message';
export { SocketModule } from './socket.module';
export { type OpenedSession, SocketSessions } from './socket-sessions';
