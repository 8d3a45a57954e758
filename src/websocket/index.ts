export { WebSocketChannelModule } from './websocket.module';
