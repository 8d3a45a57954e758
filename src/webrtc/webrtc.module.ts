import { Module } from '@nestjs/common';

import { SocketModule } from '../socket';
import { MediaWorkers } from './media-workers';
import { WebRtcGateway } from './webrtc.gateway';

@Module({
  imports: [SocketModule],
  providers: [MediaWorkers, WebRtcGateway],
  exports: [MediaWorkers],
})
export class WebRtcModule {}
