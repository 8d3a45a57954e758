import { OPUS_CLOCK_HZ, OpusEncoder } from '@vox/audio';
import { type Clock, FRAME_MS, frameSamples } from '@vox/voice-core';

import type { SpeechQueue } from './speech-queue';

/** What Discord gives a voice channel by default; speech at it is transparent. */
const BITRATE_BPS = 64_000;

/** Ends a stretch of speech, so that listeners' decoders do not go on with the last sound (five of them). */
const SILENCE_PACKET = Buffer.from([0xf8, 0xff, 0xfe]);
const SILENCE_PACKETS = 5;

/** Later than this (a suspended machine) the pace starts anew; below it the frames that are due follow at once. */
const MAX_CATCH_UP_MS = 100;

/** Where packets go. */
export type SpeechOutlet = {
  /** False while the connection is being brought back: what is queued waits. */
  readonly isOpen: boolean;
  send(opus: Buffer): void;
  /** The bot has stopped speaking. */
  rest(): void;
};

/**
 * Says what is queued, one Opus packet every 20 ms by absolute deadlines, so that lateness does not add up.
 *
 * When nothing is queued any more, five silence packets follow and the clock stops. `wake` starts it.
 */
export class Speaking {
  readonly #queue: SpeechQueue;
  readonly #outlet: SpeechOutlet;
  readonly #clock: Clock;
  readonly #end = new AbortController();
  /** As Discord's own program does: a pause in speech without SILK would be the packet by which a speaker says that it stops. */
  readonly #opus = new OpusEncoder({ application: 'voip', bitrateBps: BITRATE_BPS });
  /** The frame that is next, encoded while there was time. */
  #ahead: { readonly pcm: Int16Array; readonly opus: Buffer } | undefined;
  #isRunning = false;
  #silencesLeft = 0;

  constructor(queue: SpeechQueue, outlet: SpeechOutlet, clock: Clock) {
    this.#queue = queue;
    this.#outlet = outlet;
    this.#clock = clock;
    // WebAssembly compiles while it encodes its first frame, 15 to 50 ms: a hole in the first word, were it one.
    this.#encode(new Int16Array(frameSamples(OPUS_CLOCK_HZ)));
  }

  /** There is something to say. */
  wake(): void {
    if (this.#isRunning) return this.#prepare();
    if (this.#end.signal.aborted || this.#queue.isEmpty) return;
    this.#isRunning = true;
    void this.#run().finally(() => {
      this.#isRunning = false;
      this.wake();
    });
  }

  close(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    let dueMs = this.#clock.nowMs();
    while (!this.#end.signal.aborted && this.#step()) {
      this.#prepare();
      dueMs += FRAME_MS;
      const nowMs = this.#clock.nowMs();
      if (nowMs - dueMs > MAX_CATCH_UP_MS) dueMs = nowMs;
      await this.#clock.sleepUntil(dueMs, this.#end.signal);
    }
  }

  /** @returns false when there is nothing more to send. */
  #step(): boolean {
    if (!this.#outlet.isOpen) return !this.#queue.isEmpty || this.#silencesLeft > 0;
    const pcm = this.#queue.next();
    if (pcm !== undefined) {
      this.#silencesLeft = SILENCE_PACKETS;
      this.#outlet.send(this.#ahead?.pcm === pcm ? this.#ahead.opus : this.#encode(pcm));
      return true;
    }
    if (this.#silencesLeft > 0) {
      this.#silencesLeft -= 1;
      this.#outlet.send(SILENCE_PACKET);
      return true;
    }
    this.#outlet.rest();
    return false;
  }

  /** At its moment a frame is only encrypted, with the keys of that moment, and sent. */
  #prepare(): void {
    const pcm = this.#queue.first;
    if (pcm === this.#ahead?.pcm) return;
    this.#ahead = pcm === undefined ? undefined : { pcm, opus: this.#encode(pcm) };
  }

  #encode(pcm: Int16Array): Buffer {
    return Buffer.from(this.#opus.encode(pcm));
  }
}
