import { Resampler, rms } from '@vox/audio';
import type { AudioFrame, SampleRateHz } from '@vox/voice-core';

import type { Side, StereoTimeline } from './stereo-timeline';

const RATE_HZ = 48_000;
const SAMPLES_PER_MS = RATE_HZ / 1000;

/** Frames that come so much earlier or later than the ones before say belong behind them: a network and a timer are not even. */
const TOLERANCE = 200 * SAMPLES_PER_MS;

/** A difference that is made good where nobody hears it: two clocks are not the same. */
const DRIFT = 40 * SAMPLES_PER_MS;

/** What comes ahead of its moment (a file, sent at once) waits for it, up to this; the rest is left out. */
const MOST_AHEAD = 5000 * SAMPLES_PER_MS;

/** Quieter than this nobody speaks: -60 dB of full scale. */
const SILENT_RMS = 0.001;

/** One sound on a timeline: puts each frame behind the one before, and finds its place anew after a pause. */
export class TimelineSource {
  #next: number | undefined;
  #converter: { readonly fromHz: SampleRateHz; readonly resampler: Resampler } | undefined;

  constructor(
    private readonly timeline: StereoTimeline,
    private readonly side: Side,
  ) {}

  /** @param atMs When it begins, from the beginning of the timeline. */
  push(frame: AudioFrame, atMs: number): void {
    const expected = Math.round(atMs * SAMPLES_PER_MS);
    const next = this.#next ?? expected;
    const lateness = expected - next;
    const isSilent = Math.abs(lateness) > DRIFT && rms(frame.pcm) < SILENT_RMS;
    if (lateness < (isSilent ? -DRIFT : -MOST_AHEAD)) return;
    const at = lateness > (isSilent ? DRIFT : TOLERANCE) ? expected : next;
    const pcm = this.#converted(frame);
    this.timeline.put(this.side, at, pcm);
    this.#next = at + pcm.length;
  }

  #converted({ pcm, sampleRateHz }: AudioFrame): Int16Array {
    if (sampleRateHz === RATE_HZ) return pcm;
    if (this.#converter?.fromHz !== sampleRateHz) {
      const resampler = new Resampler(sampleRateHz, RATE_HZ);
      this.#converter = { fromHz: sampleRateHz, resampler };
    }
    return this.#converter.resampler.push(pcm);
  }
}
