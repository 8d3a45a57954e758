import { readFileSync } from 'node:fs';

import {
  type AudioFrame,
  FRAME_MS,
  InvalidInputError,
  InvalidStateError,
  VoiceActivityDetector,
  type VoiceActivityStream,
} from '@vox/voice-core';

import { modelPaths } from './models';
import { SileroNetwork, type SileroStream } from './silero/silero-network';
import { sileroTensors } from './silero/silero-weights';
import { SpeechDecision } from './silero/speech-decision';

const SAMPLE_RATE_HZ = 16_000;

/** What patience and the model's window add to the end of speech, measured on the recorded sentences. */
const RELEASE_MS = 120;

/** What is taken for speech for this long without any gap is judged afresh: a noise may have become its own evidence. */
const MAX_SPEECH_FRAMES = 20_000 / FRAME_MS;

/** After a fresh start the detector needs this long to notice that speech is still going on. */
const ONSET_FRAMES = 300 / FRAME_MS;

/** Silero VAD v6 inside this process, on the thread that asks: one network for all sessions, loaded and warm from the start. */
export class SileroVoiceActivityDetector extends VoiceActivityDetector {
  override readonly releaseMs = RELEASE_MS;
  readonly #network: SileroNetwork;

  /**
   * Reads the weights and runs the network until it is fast: 30 ms.
   * @throws ConfigError when the model file is missing or another model.
   */
  constructor(modelsDirectory: string) {
    super();
    const path = modelPaths(modelsDirectory, ['vad']).vad;
    this.#network = new SileroNetwork(sileroTensors(readFileSync(path), path));
  }

  override open(): VoiceActivityStream {
    return new SileroActivity(this.#network.open());
  }
}

class SileroActivity implements VoiceActivityStream {
  readonly #decision = new SpeechDecision();
  #stream: SileroStream | undefined;
  #speechFrames = 0;
  #bridgeFrames = 0;

  constructor(stream: SileroStream) {
    this.#stream = stream;
  }

  isSpeech({ pcm, sampleRateHz }: AudioFrame): boolean {
    const stream = this.#stream;
    if (stream === undefined) throw new InvalidStateError('the voice activity stream is closed');
    if (sampleRateHz !== SAMPLE_RATE_HZ) {
      throw new InvalidInputError('audio', `expected 16000 Hz, got ${sampleRateHz} Hz`);
    }
    const probability = stream.accept(pcm);
    if (probability !== undefined) this.#decision.next(probability);

    if (this.#decision.isSpeech) {
      this.#bridgeFrames = 0;
      if (++this.#speechFrames < MAX_SPEECH_FRAMES) return true;
      stream.reset();
      this.#decision.reset();
      this.#bridgeFrames = ONSET_FRAMES;
    }
    this.#speechFrames = 0;
    if (this.#bridgeFrames === 0) return false;
    this.#bridgeFrames--;
    return true;
  }

  close(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }
}
