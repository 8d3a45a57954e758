import {
  type AudioFrame,
  FRAME_MS,
  InvalidInputError,
  InvalidStateError,
  VoiceActivityDetector,
  type VoiceActivityStream,
} from '@vox/voice-core';
import { Vad } from 'sherpa-onnx-node';

import { modelPaths } from './models';

const SAMPLE_RATE_HZ = 16_000;

/** Silero's own default; at 0.6 it drops soft word endings. */
const THRESHOLD = 0.5;

/** The shortest that works: endpointing counts silence itself, so the detector must not hold speech up. */
const MIN_SILENCE_S = 0.05;

/** What that and the model's window add to the end of speech, measured on the recorded sentences. */
const RELEASE_MS = 120;

/** Rejects clicks; costs one more 32 ms window at the onset, which the pre-roll covers. */
const MIN_SPEECH_S = 0.05;

/** Silero v6 looks at 32 ms at a time. */
const WINDOW_SAMPLES = 512;

/**
 * The detector keeps the audio of what it takes for speech. Speech (or noise) without any gap for this long
 * starts it afresh, so that its memory stays below the buffer it was given.
 */
const MAX_SEGMENT_FRAMES = 20_000 / FRAME_MS;
const BUFFER_S = 24;

/** After a fresh start it needs this long to notice that speech is still going on. */
const ONSET_FRAMES = 300 / FRAME_MS;

/**
 * Silero v6 inside this process. A detector costs 8 MB of native memory that only the garbage collector
 * could free, so those of closed streams are kept and reused: there are as many as sessions at the peak.
 */
export class SileroVoiceActivityDetector extends VoiceActivityDetector {
  override readonly releaseMs = RELEASE_MS;
  readonly #model: string;
  readonly #idle: Vad[] = [];

  /** @throws ConfigError when the model file is missing. */
  constructor(modelsDirectory: string) {
    super();
    this.#model = modelPaths(modelsDirectory, ['vad']).vad;
    // Loading blocks for 40 ms: better now than in the first call.
    this.#idle.push(this.#load());
  }

  override open(): VoiceActivityStream {
    const vad = this.#idle.pop() ?? this.#load();
    return new SileroStream(vad, () => {
      vad.reset();
      this.#idle.push(vad);
    });
  }

  #load(): Vad {
    return new Vad(
      {
        sileroVad: {
          model: this.#model,
          threshold: THRESHOLD,
          minSilenceDuration: MIN_SILENCE_S,
          minSpeechDuration: MIN_SPEECH_S,
          // Never reached: past it the library would raise its threshold.
          maxSpeechDuration: 2 * BUFFER_S,
          windowSize: WINDOW_SAMPLES,
        },
        sampleRate: SAMPLE_RATE_HZ,
        numThreads: 1,
        debug: 0,
      },
      BUFFER_S,
    );
  }
}

class SileroStream implements VoiceActivityStream {
  readonly #release: () => void;
  readonly #samples = new Float32Array((SAMPLE_RATE_HZ * FRAME_MS) / 1000);
  #vad: Vad | undefined;
  #speechFrames = 0;
  #bridgeFrames = 0;

  constructor(vad: Vad, release: () => void) {
    this.#vad = vad;
    this.#release = release;
  }

  isSpeech(frame: AudioFrame): boolean {
    const vad = this.#vad;
    if (vad === undefined) throw new InvalidStateError('the voice activity stream is closed');
    if (frame.sampleRateHz !== SAMPLE_RATE_HZ) {
      throw new InvalidInputError('audio', `expected 16000 Hz, got ${frame.sampleRateHz} Hz`);
    }
    for (let i = 0; i < this.#samples.length; i++) {
      this.#samples[i] = (frame.pcm[i] ?? 0) / 32_768;
    }
    vad.acceptWaveform(this.#samples);
    while (!vad.isEmpty()) vad.pop();

    if (vad.isDetected()) {
      this.#bridgeFrames = 0;
      if (++this.#speechFrames < MAX_SEGMENT_FRAMES) return true;
      vad.reset();
      this.#bridgeFrames = ONSET_FRAMES;
    }
    this.#speechFrames = 0;
    if (this.#bridgeFrames === 0) return false;
    this.#bridgeFrames--;
    return true;
  }

  close(): void {
    if (this.#vad === undefined) return;
    this.#vad = undefined;
    this.#release();
  }
}
