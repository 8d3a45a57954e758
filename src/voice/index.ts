export { LateLoop } from './admission/late-loop';
export { Announcer } from './announcer';
export type { LiveSessionView } from './session/live-view';
export { PlaybackReference } from './output/playback-reference';
export { TurnKeeper, TurnObserver, TurnObservers } from './turn-observers';
export { VoiceModule } from './voice.module';
export { VoiceService } from './voice.service';
