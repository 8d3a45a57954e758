export { ClientAdapter } from './client-adapter';
export { ClientSocket, closeCodes } from './client-socket';
export { ConsentAnswers } from './consent-answers';
export { type Admission, SocketAuthorizer, type Entrance } from './socket-authorizer';
export { readMessage } from './read-message';
export { SocketModule } from './socket.module';
export { type OpenedSession, SocketSessions } from './socket-sessions';
