import { TRACE_HZ } from './sound-trace';

const SAMPLES_PER_MS = TRACE_HZ / 1000;

/**
 * The least late frame of the last 5 to 10 s tells when the others were spoken: jitter shows its best within 5 s, and the
 * clock of a microphone, 200 millionths off at worst, moves by 2 ms in 10 s, which is no other delay.
 */
const HALF_SAMPLES = 5000 * SAMPLES_PER_MS;

/** Frames that come later than this lost others on the way. */
const LOST_SAMPLES = 400 * SAMPLES_PER_MS;

/**
 * Tells when a microphone's first sample was spoken, by the server's clock, as if none had been lost: frames come late and
 * in bursts, never early. Follows the microphone's clock, which is faster or slower.
 */
export class EchoClock {
  /** The least of the half that goes on, and of the one before it. */
  #least = Infinity;
  #leastBefore = Infinity;
  #halfEndsAt = -Infinity;

  /** Where on the clock the first sample was, in samples. */
  get from(): number {
    return Math.min(this.#least, this.#leastBefore);
  }

  /** `heard` samples have come by `now`. */
  onHeard(heard: number, now: number): void {
    const from = now - heard;
    if (from - this.from > LOST_SAMPLES) {
      this.#least = from;
      this.#leastBefore = Infinity;
    } else if (now >= this.#halfEndsAt) {
      this.#leastBefore = this.#least;
      this.#least = from;
      this.#halfEndsAt = now + HALF_SAMPLES;
    } else this.#least = Math.min(this.#least, from);
  }
}
