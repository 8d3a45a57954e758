import { randomInt } from 'node:crypto';

import { OPUS_CLOCK_HZ, OpusEncoder } from '@vox/audio';
import { type AudioFrame, type AudioSink, type Clock, frameSamples } from '@vox/voice-core';

import { writeRtp } from './rtp-packet';

/** Playout may be this late without a pause being meant: three frames. */
const PAUSE_AFTER_TICKS = 3 * frameSamples(OPUS_CLOCK_HZ);

/**
 * The answer's way to the browser: 48 kHz frames → Opus → RTP packets for `send`.
 *
 * Timestamps run on across pauses with the wall clock, and each talk spurt starts with the marker bit,
 * so the browser's jitter buffer neither stretches the pause nor starts late (RFC 3551 §4.1).
 */
export class Downlink implements AudioSink {
  readonly sampleRateHz = OPUS_CLOCK_HZ;
  readonly #encoder = new OpusEncoder();
  readonly #startedAtMs: number;
  readonly #firstTimestamp = randomInt(2 ** 31);
  #sequence = randomInt(2 ** 15);
  /** Ticks since the start at which the next frame continues the spurt. */
  #nextTicks = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly stream: { readonly payloadType: number; readonly ssrc: number },
    private readonly clock: Clock,
    private readonly send: (packet: Buffer) => void,
  ) {
    this.#startedAtMs = clock.nowMs();
  }

  write(frame: AudioFrame): void {
    const wallTicks = Math.round(((this.clock.nowMs() - this.#startedAtMs) * OPUS_CLOCK_HZ) / 1000);
    const isSpurtStart = wallTicks - this.#nextTicks > PAUSE_AFTER_TICKS;
    const ticks = isSpurtStart ? wallTicks : this.#nextTicks;
    this.#nextTicks = ticks + frame.pcm.length;
    this.send(
      writeRtp({
        ...this.stream,
        sequence: this.#sequence++,
        timestamp: this.#firstTimestamp + ticks,
        marker: isSpurtStart,
        payload: this.#encoder.encode(frame.pcm),
      }),
    );
  }

  clear(): void {
    // Nothing waits on this side; the page silences what its jitter buffer holds at `audio_clear`.
  }
}
