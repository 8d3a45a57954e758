export { Announcer } from './announcer';
export type { Place } from './session/places';
export { PlayedAudio } from './output/played-audio';
export { TurnKeeper, TurnObserver, TurnObservers } from './turn-observers';
export { VoiceModule } from './voice.module';
export { VoiceService } from './voice.service';
