import { rms } from '@vox/audio';
import { type AudioFrame, VoiceActivityDetector, type VoiceActivityStream } from '@vox/voice-core';

/** Calls every frame above a level speech: for tests that bring no model. */
export class EnergyVoiceActivityDetector extends VoiceActivityDetector {
  override readonly releaseMs = 0;
  /** Streams opened and not closed: zero at the end of a test that leaks nothing. */
  openStreams = 0;
  readonly #threshold: number;

  /** `threshold`: RMS, 0–1. */
  constructor(threshold = 0.01) {
    super();
    this.#threshold = threshold;
  }

  override open(): VoiceActivityStream {
    this.openStreams++;
    let isOpen = true;
    return {
      isSpeech: (frame: AudioFrame) => rms(frame.pcm) > this.#threshold,
      close: () => {
        if (isOpen) this.openStreams--;
        isOpen = false;
      },
    };
  }
}
