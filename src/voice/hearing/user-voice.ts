import { levelDb } from '@vox/audio';
import { type AudioFrame, FRAME_MS, type VoiceActivityStream } from '@vox/voice-core';

import type { ListenerDeps } from './listener-deps';
import { Loudness } from './loudness';
import type { RecentAudio } from './recent-audio';
import { SpeakerLevelGate } from './speaker-level-gate';

/** What is known of one frame. Levels in dB re full scale, absent where nobody needs them. */
export type HeardFrame = {
  /** In ms of audio: its end. */
  readonly atMs: number;
  readonly isSpeech: boolean;
  readonly isEcho: boolean;
  readonly level: number | undefined;
  readonly secondHalf: number | undefined;
};

/**
 * Tells frame by frame whether the user speaks: what the voice activity detector takes for speech, and is neither the
 * agent's voice come back nor somebody across the room. Owns the detector's stream.
 */
export class UserVoice {
  readonly #activity: VoiceActivityStream;
  readonly #levelGate = new SpeakerLevelGate();
  #onset = new Loudness();
  #audioMs = 0;
  /** In ms of audio: speech that the detector reports until then belongs to an utterance that was declared over. */
  #releasedAtMs = 0;

  constructor(private readonly deps: Pick<ListenerDeps, 'detector' | 'isEcho'>) {
    this.#activity = deps.detector.open();
  }

  /** How loud the sound was that `hear` took for the beginning of an utterance last. */
  get onset(): Loudness {
    return this.#onset;
  }

  /** Takes the next frame; `recent` are those before it. Within an utterance all voice belongs to it, however faint. */
  hear(frame: AudioFrame, recent: RecentAudio, isInUtterance: boolean): HeardFrame {
    this.#audioMs += FRAME_MS;
    const soundsLikeSpeech = this.#activity.isSpeech(frame);
    const isEcho = this.deps.isEcho(frame, soundsLikeSpeech);
    if (!soundsLikeSpeech) this.#releasedAtMs = 0;
    const isVoice = soundsLikeSpeech && !isEcho && this.#audioMs > this.#releasedAtMs;
    const isSpeech = isVoice && (isInUtterance || this.#mayBegin(frame, recent));
    // An echo is no sign that the user goes on.
    const isNeeded = !isEcho && (isSpeech || isInUtterance);
    const level = isNeeded ? levelDb(frame.pcm) : undefined;
    const secondHalf = isNeeded ? levelDb(frame.pcm, frame.pcm.length / 2) : undefined;
    return { atMs: this.#audioMs, isSpeech, isEcho, level, secondHalf };
  }

  /** The user is done: what the detector still says of the sound that is over is no speech. */
  declareOver(): void {
    this.#releasedAtMs = this.#audioMs + this.deps.detector.releaseMs;
  }

  /** An utterance of that loudness held words: the user is so loud. */
  onWords({ sustainedDb }: Loudness): void {
    this.#levelGate.onWords(sustainedDb);
  }

  close(): void {
    this.#activity.close();
  }

  /** Whether the voice in `frame` is so loud that an utterance of the user may begin with it. */
  #mayBegin(frame: AudioFrame, recent: RecentAudio): boolean {
    // The detector is late: the loudest of a short word may be over.
    this.#onset = recent.loudnessWith(frame);
    return this.#levelGate.isPrimarySpeaker(this.#onset.peakDb, this.#audioMs);
  }
}
