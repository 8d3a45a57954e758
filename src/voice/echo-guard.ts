import { rms } from '@vox/audio';
import { type AudioFrame, type Clock, FRAME_MS } from '@vox/voice-core';

/** Levels are compared over this span: shorter ones are alike by chance. */
const WINDOW_FRAMES = 400 / FRAME_MS;

/** Least of the window that must be there before anything is said. */
const MIN_WINDOW_FRAMES = 200 / FRAME_MS;

/** Network, jitter buffer, loudspeaker, room and microphone together stay below this. */
const MAX_DELAY_FRAMES = 600 / FRAME_MS;

/** How alike the rise and fall of two sounds must be; speech of two people reaches about 0.5. */
const MIN_CORRELATION = 0.88;

/** RMS below which nothing was played that could come back. */
const AUDIBLE = 0.003;

/** A sound that does not rise and fall (a tone) is like any other; speech varies by half of its mean and more. */
const MIN_MODULATION = 0.2;

/** How fast the score of a delay is forgotten: half of it in 0.7 s of sound. */
const SCORE_DECAY = 0.98;

/** Half a second of likeness at one delay. Chance fits of a user's voice wander from delay to delay. */
const CONFIDENT_SCORE = 20;

/** Once the delay is known, this much likeness at it will do. */
const KNOWN_DELAY_CORRELATION = 0.75;

/** Louder than the echo has been by this much: the user talks as well. */
const DOUBLE_TALK_RATIO = 2;

/** Frames of what was played that are kept: the longest delay and the window. */
const REFERENCE_LIMIT = MAX_DELAY_FRAMES + WINDOW_FRAMES;

/**
 * Tells the agent's own voice in the microphone from the user's, by what was just played.
 *
 * Both rise and fall alike, always the same delay apart; it takes half a second of echo to be sure of that delay. Feed it every frame that is played and every frame that is heard; it
 * is quiet once what was played must have died away at the listener. Costs about 20 µs a frame of speech over the answer, next to nothing otherwise.
 */
export class EchoGuard {
  /** Levels of what was played, by the 20 ms slot of the clock in which it was. */
  readonly #played = new Map<number, number>();
  readonly #heard: number[] = [];
  /** How well each delay, in frames, has explained what was heard. An echo has one delay. */
  readonly #scores: number[] = [];
  /** How loud the echo is, of what was played. */
  #echoGain: number | undefined;
  #lastPlayedSlot = -Infinity;

  constructor(private readonly clock: Clock) {}

  onPlayed(frame: AudioFrame): void {
    const slot = this.#slot();
    // Frames that catch up after a stall share a moment; they are heard one after another.
    const own = Math.max(slot, this.#lastPlayedSlot + 1);
    this.#lastPlayedSlot = own;
    this.#played.set(own, rms(frame.pcm));
    for (const oldest of this.#played.keys()) {
      if (this.#played.size <= REFERENCE_LIMIT && oldest >= own - REFERENCE_LIMIT) break;
      this.#played.delete(oldest);
    }
  }

  /** Takes the next frame heard; says whether it is the echo of what was played. Compares only what sounds like speech. */
  isEcho(frame: AudioFrame, soundsLikeSpeech: boolean): boolean {
    this.#heard.push(rms(frame.pcm));
    if (this.#heard.length > WINDOW_FRAMES) this.#heard.shift();
    const slot = this.#slot();
    if (slot - this.#lastPlayedSlot > MAX_DELAY_FRAMES) return false;
    if (!soundsLikeSpeech) return false;
    for (let delay = 0; delay <= MAX_DELAY_FRAMES; delay++) {
      const isAlike = this.#correlation(slot - delay) >= MIN_CORRELATION;
      this.#scores[delay] = (this.#scores[delay] ?? 0) * SCORE_DECAY + (isAlike ? 1 : 0);
    }
    const score = Math.max(...this.#scores);
    if (score < CONFIDENT_SCORE) return false;
    const delay = this.#scores.indexOf(score);
    const likeness = Math.max(
      ...[-1, 0, 1].map((shift) => this.#correlation(slot - delay + shift)),
    );
    if (likeness < KNOWN_DELAY_CORRELATION) return false;
    const gain = this.#loudestHeard() / this.#loudestPlayed();
    if (this.#echoGain !== undefined && gain > this.#echoGain * DOUBLE_TALK_RATIO) return false;
    this.#echoGain = this.#echoGain === undefined ? gain : 0.95 * this.#echoGain + 0.05 * gain;
    return true;
  }

  /**
   * Correlation of the heard levels with those played up to `endSlot`, over the frames in which something was played:
   * that two sounds begin or end together says nothing.
   */
  #correlation(endSlot: number): number {
    const heard = this.#heard;
    let count = 0;
    let sumX = 0;
    let sumY = 0;
    let sumXx = 0;
    let sumYy = 0;
    let sumXy = 0;
    for (let i = 1; i < heard.length; i++) {
      const at = endSlot - heard.length + 1 + i;
      // Over two frames each: playout and microphone do not keep the same 20 ms grid.
      const y = (this.#played.get(at) ?? 0) + (this.#played.get(at - 1) ?? 0);
      if (y < AUDIBLE) continue;
      const x = (heard[i] ?? 0) + (heard[i - 1] ?? 0);
      count += 1;
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumYy += y * y;
      sumXy += x * y;
    }
    if (count < MIN_WINDOW_FRAMES) return 0;
    const meanY = sumY / count;
    const varianceY = sumYy / count - meanY * meanY;
    if (varianceY < (MIN_MODULATION * meanY) ** 2) return 0;
    const covariance = sumXy - (sumX * sumY) / count;
    const variances = (sumXx - (sumX * sumX) / count) * (sumYy - (sumY * sumY) / count);
    return variances <= 0 ? 0 : covariance / Math.sqrt(variances);
  }

  #loudestHeard(): number {
    return Math.max(...this.#heard);
  }

  #loudestPlayed(): number {
    return Math.max(0, ...this.#played.values());
  }

  #slot(): number {
    return Math.floor(this.clock.nowMs() / FRAME_MS);
  }
}
