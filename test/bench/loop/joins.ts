import {
  type AudioFrame,
  AsyncQueue,
  type AudioSink,
  type SessionInput,
  VoiceActivityDetector,
  type VoiceActivityStream,
  type VoiceEvent,
} from '@vox/voice-core';
import { setImmediate } from 'node:timers/promises';

import type { VoiceLoop } from './voice-loop';

/** What a browser sends in its first moments. */
const FIRST_FRAMES = 5;
const FRAME: AudioFrame = { pcm: new Int16Array(960).fill(100), sampleRateHz: 48_000 };

const NOBODY_LISTENS: AudioSink = {
  sampleRateHz: 48_000,
  write: () => undefined,
  clear: () => undefined,
};

/** The server's detector, and how many frames of all sessions it was asked about. */
export class CountingDetector extends VoiceActivityDetector {
  override readonly releaseMs: number;
  frames = 0;

  constructor(private readonly inner: VoiceActivityDetector) {
    super();
    this.releaseMs = inner.releaseMs;
  }

  override open(): VoiceActivityStream {
    const stream = this.inner.open();
    return {
      isSpeech: (frame) => {
        this.frames++;
        return stream.isSpeech(frame);
      },
      close: () => stream.close(),
    };
  }
}

/** People who join one after another, and stay. `hangUp` ends all of their sessions. */
export class Joins {
  readonly #hangUp = new AbortController();
  readonly #running: Promise<void>[] = [];

  constructor(
    private readonly loop: VoiceLoop,
    /** The one that `loop` asks. */
    private readonly detector: CountingDetector,
  ) {}

  /** One more session. Resolves once its first frames, 100 ms of sound, were judged. */
  async join(): Promise<void> {
    const heard = this.detector.frames + FIRST_FRAMES;
    const input = new AsyncQueue<SessionInput>(FIRST_FRAMES);
    const events = this.loop.converse({
      id: `session-${this.#running.length}`,
      userId: 'bench',
      channel: 'webrtc',
      input,
      audioOut: NOBODY_LISTENS,
      signal: this.#hangUp.signal,
    });
    this.#running.push(drain(events));
    for (let frame = 0; frame < FIRST_FRAMES; frame++) input.push({ type: 'audio', frame: FRAME });
    while (this.detector.frames < heard) await setImmediate();
  }

  async hangUp(): Promise<void> {
    this.#hangUp.abort('hang-up');
    await Promise.all(this.#running);
  }
}

async function drain(events: AsyncIterable<VoiceEvent>): Promise<void> {
  for await (const _ of events);
}
