import { Resampler } from './resampler';
import { TimeStretch } from './time-stretch';

/** Pitch is changed in steps of a hundredth, a sixth of a semitone: the resampler wants a small ratio. */
const PITCH_STEPS = 100;
/** Pushes the end of the speech out of the resampler's filter. */
const FLUSH_MS = 20;

/**
 * Changes the rate and the pitch of speech as it comes. One instance serves one mono stream.
 *
 * The speech is stretched by as much as resampling then shortens it: what resampling does to its pitch remains.
 */
export class SpeechShaper {
  readonly #stretch: TimeStretch;
  readonly #resampler: Resampler;
  readonly #rate: number;
  readonly #flushSamples: number;
  #heard = 0;
  #given = 0;

  /** @param shape 1 is as it comes; `rate` 2 is twice as fast, `pitch` 2 an octave higher; both from 0.5 to 2. */
  constructor(sampleRateHz: number, shape: { readonly rate: number; readonly pitch: number }) {
    const steps = Math.round(shape.pitch * PITCH_STEPS);
    this.#rate = shape.rate;
    this.#stretch = new TimeStretch(sampleRateHz, (shape.rate * PITCH_STEPS) / steps);
    this.#resampler = new Resampler(steps, PITCH_STEPS);
    this.#flushSamples = steps === PITCH_STEPS ? 0 : (sampleRateHz * FLUSH_MS) / 1000;
  }

  push(pcm: Int16Array): Int16Array {
    this.#heard += pcm.length;
    const made = this.#resampler.push(this.#stretch.push(pcm));
    this.#given += made.length;
    return made;
  }

  /** What is left at the end of the speech. */
  flush(): Int16Array {
    const rest = this.#stretch.flush();
    const padded = new Int16Array(rest.length + 2 * this.#flushSamples);
    padded.set(rest);
    const missing = Math.max(0, Math.round(this.#heard / this.#rate) - this.#given);
    return this.#resampler.push(padded).slice(0, missing);
  }
}
