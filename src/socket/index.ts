export { ClientSocket, closeCodes } from './client-socket';
export { Doorkeeper } from './doorkeeper';
export { readMessage } from './read-message';
export { SocketModule } from './socket.module';
export { type OpenedSession, SocketSessions } from './socket-sessions';
