import type { AudioFrame, Clock, PlayedSound } from '@vox/voice-core';

import { EchoGuard } from './echo-guard';

/** One person's echo guard, told of what sounded only when something is heard of them. */
export class EchoDetector {
  readonly #guard: EchoGuard;
  readonly #sounded: ReturnType<PlayedSound['reader']>;

  constructor(
    played: PlayedSound,
    private readonly clock: Clock,
  ) {
    this.#guard = new EchoGuard(clock);
    this.#sounded = played.reader();
  }

  isEcho(frame: AudioFrame, soundsLikeSpeech: boolean): boolean {
    for (const { frame: played, atMs } of this.#sounded(this.clock.nowMs())) {
      this.#guard.onPlayed(played, atMs);
    }
    return this.#guard.isEcho(frame, soundsLikeSpeech);
  }
}
