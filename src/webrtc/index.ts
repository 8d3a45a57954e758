export { MediaWorkers } from './media-workers';
export { WebRtcModule } from './webrtc.module';
