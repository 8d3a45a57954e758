import { type AudioFrame, type EndpointingDecision, FRAME_MS } from '@vox/voice-core';

import { Loudness } from './loudness';
import { LONGEST_PRE_ROLL_MS, PRE_ROLL_MS, preRollOf } from './pre-roll';

/**
 * The first of the silence is no silence to be sure of: the end of a soft word is not loud enough for the detector, and
 * would begin the next utterance.
 */
const WORD_END_MS = 200;

type EndDecision = Extract<EndpointingDecision, { readonly type: 'end' }>;

/** The last frames before now, of which the next utterance takes its beginning. */
export class RecentAudio {
  readonly #frames: AudioFrame[] = [];

  /** @param releaseMs How long the detector says speech after the last sound. */
  constructor(private readonly releaseMs: number) {}

  push(frame: AudioFrame): void {
    this.#frames.push(frame);
    if (this.#frames.length > LONGEST_PRE_ROLL_MS / FRAME_MS) this.#frames.shift();
  }

  /** How loud the recent frames are together with `frame`. */
  loudnessWith(frame: AudioFrame): Loudness {
    return Loudness.of([...this.#frames, frame]);
  }

  /** Gives what an utterance that begins now begins with, and keeps nothing. */
  takePreRoll(): readonly AudioFrame[] {
    return preRollOf(this.#frames.splice(0));
  }

  /** An utterance has just ended: keeps what may be the beginning of the next one. */
  keepAfter({ reason, silentMs }: EndDecision, isSpeech: boolean): void {
    // The detector is late: who begins to speak just then has begun already.
    if (reason === 'silence') this.#keep(silentMs - WORD_END_MS);
    // Not silence, but a gap between two words, or a word cut in two: then both parts have the whole of it.
    else this.#keep(isSpeech ? PRE_ROLL_MS : this.releaseMs);
  }

  clear(): void {
    this.#keep(0);
  }

  /** Keeps no more than the last `ms`. */
  #keep(ms: number): void {
    const kept = Math.max(0, Math.ceil(ms / FRAME_MS));
    this.#frames.splice(0, Math.max(0, this.#frames.length - kept));
  }
}
