/** A client's socket as audio input and output of a session. */
import { voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';

const INPUT_HZ = 16_000;
const OUTPUT_HZ = 24_000;
const FRAME_MS = 20;

/** As much as LiveKit's own AudioSource holds. */
const QUEUE_MS = 200;

export class SocketInput extends voice.AudioInput {
  #controller;

  constructor() {
    super();
    this.multiStream.addInputStream(
      new ReadableStream({ start: (controller) => void (this.#controller = controller) }),
    );
  }

  push(bytes) {
    const data = new Int16Array(bytes.length / 2);
    for (let at = 0; at < data.length; at++) data[at] = bytes.readInt16LE(at * 2);
    this.#controller.enqueue(new AudioFrame(data, INPUT_HZ, 1, data.length));
  }

  end() {
    this.#controller.close();
  }
}

/** Sends 20 ms each 20 ms; what waits is dropped when the session is interrupted. */
export class SocketOutput extends voice.AudioOutput {
  #send;
  #queue = [];
  #playedMs = 0;
  #isFlushed = false;
  #isOpen = false;
  #isPaused = false;
  #dueAtMs = 0;
  #timer;
  #roomFor = [];

  constructor(send) {
    super(OUTPUT_HZ, undefined, { pause: true });
    this.#send = send;
  }

  async captureFrame(frame) {
    await super.captureFrame(frame);
    this.#isOpen = true;
    this.#isFlushed = false;
    this.#queue.push(frame);
    this.#start();
    if (this.#queue.length * FRAME_MS > QUEUE_MS) {
      await new Promise((resolve) => this.#roomFor.push(resolve));
    }
  }

  flush() {
    super.flush();
    this.#isFlushed = true;
    if (this.#queue.length === 0) this.#finish(false);
  }

  clearBuffer() {
    this.#queue = [];
    this.#release();
    this.#finish(true);
  }

  pause() {
    super.pause();
    this.#isPaused = true;
  }

  resume() {
    super.resume();
    this.#isPaused = false;
    this.#start();
  }

  /** A pause in the sound moves what follows; a timer that is late does not. */
  #start() {
    if (this.#timer !== undefined || this.#isPaused || this.#queue.length === 0) return;
    const nowMs = performance.now();
    this.#dueAtMs = Math.max(this.#dueAtMs, nowMs - FRAME_MS);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, this.#dueAtMs - nowMs));
  }

  #tick() {
    this.#timer = undefined;
    while (!this.#isPaused && this.#queue.length > 0 && performance.now() >= this.#dueAtMs) {
      const frame = this.#queue.shift();
      if (this.#playedMs === 0) this.onPlaybackStarted(Date.now());
      this.#send(frame.data);
      this.#playedMs += FRAME_MS;
      this.#dueAtMs += FRAME_MS;
      this.#release();
    }
    this.#start();
    if (this.#queue.length === 0 && this.#isFlushed) this.#finish(false);
  }

  #release() {
    for (const resolve of this.#roomFor.splice(0)) resolve();
  }

  #finish(interrupted) {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const playbackPosition = this.#playedMs / 1000;
    this.#playedMs = 0;
    this.onPlaybackFinished({ playbackPosition, interrupted });
  }
}
