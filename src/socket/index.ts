export { ClientSocket, closeCodes } from './client-socket';
export { readMessage } from './read-message';
export { SocketModule } from './socket.module';
export { SocketSessions } from './socket-sessions';
