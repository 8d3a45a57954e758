import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type AudioFrame, FRAME_MS } from '@vox/voice-core';
import { Vad } from 'sherpa-onnx-node';

import { modelPaths } from '../../src/stt/adapters/embedded/models';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { joinAudio } from '../support/recordings';
import { atLevel, SAMPLE_RATE_HZ, samplesIn } from './audio-tools';
import { babble, noise } from './noises';
import { Random } from './random';
import { recorded } from './recorded';

const FRAME_SAMPLES = samplesIn(FRAME_MS);

/** The detector's rule for speech without a gap, which has nothing to do with the model. */
const MAX_SPEECH_FRAMES = 20_000 / FRAME_MS;
const BRIDGE_FRAMES = 300 / FRAME_MS;

/** Audio that is repeated under all recordings: generating more would take longer than listening to it. */
const BED_MS = 30_000;

const beds = {
  quiet: undefined,
  'room tone -60 dB': { make: noise, db: -60 },
  'room tone -45 dB': { make: noise, db: -45 },
  'babble -45 dB': { make: babble, db: -45 },
  'babble -30 dB': { make: babble, db: -30 },
  'babble -20 dB': { make: babble, db: -20 },
} as const;

export type Bed = keyof typeof beds;
export const allBeds = Object.keys(beds) as Bed[];

export type Comparison = {
  readonly frames: number;
  readonly speechFrames: number;
  readonly freshStarts: number;
  readonly differing: number;
};

/** Our detector and sherpa-onnx's around the same model, side by side over whatever is played. */
export class DetectorComparison {
  readonly #ours: SileroVoiceActivityDetector;
  readonly #peer: SherpaDetector;

  constructor(models: string) {
    this.#ours = new SileroVoiceActivityDetector(models);
    this.#peer = new SherpaDetector(modelPaths(models, ['vad']).vad);
  }

  /** All recordings one after the other, each with `pauseMs` behind it, over `bed`. */
  over(bed: Bed, pauseMs: number): Comparison {
    const stream = this.#ours.open();
    this.#peer.reset();
    const result = { frames: 0, speechFrames: 0, freshStarts: 0, differing: 0 };
    for (const frame of framesOf(track(bed, pauseMs))) {
      const expected = this.#peer.isSpeech(frame);
      result.frames++;
      if (expected) result.speechFrames++;
      if (stream.isSpeech(frame) !== expected) result.differing++;
    }
    stream.close();
    return { ...result, freshStarts: this.#peer.freshStarts };
  }
}

/** The detector that sherpa-onnx has around Silero, with the settings that ours takes after and ours' rule of 20 s. */
class SherpaDetector {
  readonly #vad: Vad;
  readonly #samples = new Float32Array(FRAME_SAMPLES);
  #speechFrames = 0;
  #bridgeFrames = 0;
  freshStarts = 0;

  constructor(model: string) {
    this.#vad = new Vad(
      {
        sileroVad: {
          model,
          threshold: 0.5,
          minSilenceDuration: 0.05,
          minSpeechDuration: 0.05,
          // Never reached: past it the library would raise its threshold.
          maxSpeechDuration: 48,
          windowSize: 512,
        },
        sampleRate: SAMPLE_RATE_HZ,
        numThreads: 1,
        debug: 0,
      },
      24,
    );
  }

  reset(): void {
    this.#vad.reset();
    this.#speechFrames = 0;
    this.#bridgeFrames = 0;
    this.freshStarts = 0;
  }

  isSpeech({ pcm }: AudioFrame): boolean {
    for (let at = 0; at < FRAME_SAMPLES; at++) this.#samples[at] = (pcm[at] as number) / 32_768;
    this.#vad.acceptWaveform(this.#samples);
    while (!this.#vad.isEmpty()) this.#vad.pop();
    if (this.#vad.isDetected()) {
      this.#bridgeFrames = 0;
      if (++this.#speechFrames < MAX_SPEECH_FRAMES) return true;
      this.#vad.reset();
      this.freshStarts++;
      this.#bridgeFrames = BRIDGE_FRAMES;
    }
    this.#speechFrames = 0;
    return this.#bridgeFrames-- > 0;
  }
}

const files = readdirSync(join(__dirname, '../fixtures/audio')).filter((name) =>
  name.endsWith('.wav'),
);

function track(bed: Bed, pauseMs: number): Int16Array {
  const speech = joinAudio(SAMPLE_RATE_HZ, 500, ...files.flatMap((f) => [recorded(f), pauseMs]));
  const under = beds[bed];
  if (under === undefined) return speech;
  const sound = atLevel(under.make(BED_MS, new Random(bed)), under.db);
  return speech.map((sample, at) => {
    const mixed = sample + (sound[at % sound.length] as number);
    return Math.max(-32_768, Math.min(32_767, mixed));
  });
}

function* framesOf(pcm: Int16Array): Generator<AudioFrame> {
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    yield { pcm: pcm.subarray(at, at + FRAME_SAMPLES), sampleRateHz: SAMPLE_RATE_HZ };
  }
}
