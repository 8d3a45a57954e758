import { Module } from '@nestjs/common';

import { SocketModule } from '../socket';
import { VoiceSocketGateway } from './voice-socket.gateway';

@Module({ imports: [SocketModule], providers: [VoiceSocketGateway] })
export class WebSocketChannelModule {}
