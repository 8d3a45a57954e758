export { Announcer } from './announcer';
export type { AdmissionSlot } from './session/admission-slots';
export { PlayedAudio } from './output/played-audio';
export { TurnKeeper, TurnObserver, TurnObservers } from './turn-observers';
export { VoiceModule } from './voice.module';
export { VoiceService } from './voice.service';
