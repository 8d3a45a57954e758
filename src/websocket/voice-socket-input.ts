import { Framer, OpusDecoder, pcmFromBytes, silence, SilenceFill } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  type Clock,
  everyFrame,
  FRAME_MS,
  inBursts,
  type SampleRateHz,
  type SessionInput,
} from '@vox/voice-core';

import type { AudioFormat } from './audio-format';

/** How far a client may run ahead of real time, and how much may wait for the loop. */
const MAX_AHEAD_MS = 30_000;

/** Three frames late is a pause and no longer the timing of a client's audio thread. */
const LATE_AFTER_MS = 60;

/** What recognizers take; Opus decodes straight to it, so nothing is resampled. PCM keeps the client's rate. */
const DECODED_HZ: SampleRateHz = 16_000;

/**
 * What a socket's client says, as the voice loop takes it: 20 ms frames, in the order of arrival.
 *
 * While no audio comes it hands on silence in real time, because the loop tells time by audio. Ends
 * when closed; the owner closes it.
 */
export class VoiceSocketInput implements AsyncIterable<SessionInput> {
  readonly #clock: Clock;
  readonly #queue = new AsyncQueue<SessionInput>(MAX_AHEAD_MS / FRAME_MS);
  readonly #framer: Framer;
  readonly #decoder: OpusDecoder | undefined;
  readonly #fill: SilenceFill;
  readonly #silence: AudioFrame;
  readonly #stopTicking: () => void;

  constructor(format: AudioFormat, clock: Clock) {
    this.#clock = clock;
    const isOpus = format.encoding === 'opus';
    const sampleRateHz = isOpus ? DECODED_HZ : format.sampleRateHz;
    this.#framer = new Framer(sampleRateHz);
    this.#decoder = isOpus ? new OpusDecoder(sampleRateHz) : undefined;
    this.#fill = new SilenceFill(LATE_AFTER_MS, clock.nowMs());
    this.#silence = silence(sampleRateHz);
    this.#stopTicking = everyFrame(() => this.#fillSilence());
  }

  /**
   * Takes one binary message. False when the client is too far ahead and the audio was dropped.
   * @throws InvalidInputError when the bytes are not what the encoding says.
   */
  pushAudio(bytes: Uint8Array): boolean {
    // What is to be dropped is not worth decoding: that is most of the work.
    if (this.#fill.aheadMs(this.#clock.nowMs()) >= MAX_AHEAD_MS) return false;
    const pcm = this.#decoder === undefined ? pcmFromBytes(bytes) : this.#decoder.decode(bytes);
    const frames = this.#framer.pushOwned(pcm);
    this.#fill.addAudio(frames.length * FRAME_MS);
    return frames.every((frame) => this.#queue.push({ type: 'audio', frame }));
  }

  /** Takes anything but audio. False when too much waits and it was dropped. */
  push(input: Exclude<SessionInput, { type: 'audio' }>): boolean {
    if (input.type === 'end-of-utterance') this.#flush();
    return this.#queue.push(input);
  }

  close(): void {
    this.#stopTicking();
    this.#queue.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<SessionInput, void> {
    return inBursts(this.#queue);
  }

  /** The client is done for now: what is left of it is less than a frame. */
  #flush(): void {
    const frame = this.#framer.flush();
    if (frame === undefined) return;
    this.#fill.addAudio(FRAME_MS);
    this.#queue.push({ type: 'audio', frame });
  }

  #fillSilence(): void {
    const due = this.#fill.framesDue(this.#clock.nowMs());
    for (let i = 0; i < due; i++) {
      // The rest of the last message belongs in front of the silence, in the time of its first frame.
      const frame = this.#framer.flush() ?? this.#silence;
      if (!this.#queue.push({ type: 'audio', frame })) return;
    }
  }
}
