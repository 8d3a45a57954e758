export { Announcer } from './announcer';
export type { Place } from './places';
export { PlayedAudio } from './played-audio';
export { TurnKeeper, TurnObserver, TurnObservers } from './turn-observers';
export { VoiceModule } from './voice.module';
export { VoiceService } from './voice.service';
