import type { AudioFrame } from './audio';

/** One session's detector. It remembers audio, so it belongs to one stream and is closed with it. */
export interface VoiceActivityStream {
  /** Takes the next 16 kHz frame; says whether speech is going on at its end. Costs about 0.02 ms. */
  isSpeech(frame: AudioFrame): boolean;
  close(): void;
}

export abstract class VoiceActivityDetector {
  /** How long after the last sound of speech it still says speech: endpointing takes it off the silence. */
  abstract readonly releaseMs: number;
  abstract open(): VoiceActivityStream;
}
