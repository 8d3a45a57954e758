export { Announcer } from './announcer';
export type { AdmissionSlot } from './session/admission-slots';
export { PlaybackReference } from './output/playback-reference';
export { TurnKeeper, TurnObserver, TurnObservers } from './turn-observers';
export { VoiceModule } from './voice.module';
export { VoiceService } from './voice.service';
