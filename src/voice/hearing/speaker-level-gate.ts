import { FRAME_MS } from '@vox/voice-core';

/**
 * How much softer than usual somebody may begin to speak. All recorded sentences begin within it when they are played
 * 12 dB softer, a head turned away; none does at 25 dB less, a person at the other end of the room.
 */
const RANGE_DB = 20;

/** What one utterance weighs in the usual level: a single loud one moves it by little. */
const WEIGHT = 0.25;

/**
 * Who gets no answer waits for so long before they say it again. People who talk to each other, and those on television,
 * mostly leave shorter gaps.
 */
const ANSWER_AWAITED_MS = 1200;

/** What is said later than this after it was not answered is something else. */
const SAID_AGAIN_WITHIN_MS = 15_000;

/** What is said again is a word at least, and no story: those are told to somebody else. In ms of voice. */
const SAID_AGAIN_MS = { min: 300, max: 6000 };

/** Refused so often, they mean the agent: a person tries three times. */
const TIMES_REFUSED = 2;

/**
 * Tells the voice at the microphone from somebody across the room by its level. Levels in dB re full scale, instants in
 * ms of audio.
 *
 * Nobody is refused before the first words have shown how loud the user is. They may lean back or whisper: what is said
 * a third time, with a wait for the answer after each, is theirs however faint.
 */
export class SpeakerLevelGate {
  #usualDb: number | undefined;
  #timesRefused = 0;
  /** What was refused last, up to a wait for an answer. */
  #refused = { voiceMs: 0, untilMs: -Infinity };

  /**
   * Whether a voice that is heard in the frame up to `atMs` is the user's; `peakDb` is the loudest of what it began with.
   * One frame is enough: what begins softly must not be held up.
   */
  isPrimarySpeaker(peakDb: number, atMs: number): boolean {
    if (this.#usualDb === undefined || peakDb >= this.#usualDb - RANGE_DB) return true;
    if (atMs - this.#refused.untilMs >= ANSWER_AWAITED_MS) this.#onNextSound(atMs);
    this.#refused.untilMs = atMs;
    if (this.#timesRefused >= TIMES_REFUSED) return true;
    this.#refused.voiceMs += FRAME_MS;
    return false;
  }

  /** An utterance that was so loud held words. */
  onWords(sustainedDb: number): void {
    const usualDb = this.#usualDb ?? sustainedDb;
    const change = sustainedDb - usualDb;
    // So much is no other tone of voice but another place, or another microphone.
    const isElsewhere = Math.abs(change) > RANGE_DB;
    this.#usualDb = isElsewhere ? sustainedDb : usualDb + WEIGHT * change;
    this.#timesRefused = 0;
    this.#refused = { voiceMs: 0, untilMs: -Infinity };
  }

  #onNextSound(atMs: number): void {
    const { voiceMs, untilMs } = this.#refused;
    this.#refused.voiceMs = 0;
    if (atMs - untilMs > SAID_AGAIN_WITHIN_MS || voiceMs > SAID_AGAIN_MS.max) {
      this.#timesRefused = 0;
    } else if (voiceMs >= SAID_AGAIN_MS.min) {
      this.#timesRefused += 1;
    }
  }
}
