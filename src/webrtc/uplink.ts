import {
  AsyncQueue,
  type AudioFrame,
  type Clock,
  everyFrame,
  FRAME_MS,
  inBursts,
  type SessionInput,
} from '@vox/voice-core';
import type { types } from 'mediasoup';

import { UplinkDecoder } from './uplink-decoder';

/** 30 s of frames: a loop that is further behind answers nobody any more. */
const MAX_WAITING_INPUTS = 30_000 / FRAME_MS;

/**
 * A browser's microphone as the voice loop takes it: mediasoup consumer → 48 kHz frames, plus typed words.
 *
 * It hears from the moment it is read, and then tells time: silence comes in real time while no packets
 * do. Owns the consumer it listens to. Ends when closed.
 */
export class Uplink implements AsyncIterable<SessionInput> {
  readonly #clock: Clock;
  readonly #queue = new AsyncQueue<SessionInput>(MAX_WAITING_INPUTS);
  #decoder: UplinkDecoder | undefined;
  #stopTicking: (() => void) | undefined;
  #consumer: types.Consumer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Listens to `consumer` from now on, and no longer to the one before. */
  listenTo(consumer: types.Consumer): void {
    this.#consumer?.close();
    this.#consumer = consumer;
    consumer.on('rtp', (packet) => this.#take(this.#decoder?.push(packet, this.#clock.nowMs())));
  }

  /** Takes anything but audio. False when too much waits and it was dropped. */
  push(input: Exclude<SessionInput, { type: 'audio' }>): boolean {
    return this.#queue.push(input);
  }

  close(): void {
    this.#stopTicking?.();
    this.#consumer?.close();
    this.#queue.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<SessionInput, void> {
    this.#startHearing();
    return inBursts(this.#queue);
  }

  #startHearing(): void {
    if (this.#queue.isClosed) return;
    const decoder = new UplinkDecoder(this.#clock.nowMs());
    this.#decoder = decoder;
    this.#stopTicking?.();
    this.#stopTicking = everyFrame(() => this.#take(decoder.tick(this.#clock.nowMs())));
  }

  #take(frames: readonly AudioFrame[] = []): void {
    for (const frame of frames) this.#queue.push({ type: 'audio', frame });
  }
}
