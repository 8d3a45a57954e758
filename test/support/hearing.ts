import { Framer, Resampler } from '@vox/audio';
import type { AudioFrame, RecognizerInput } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineSpeechRecognizer } from '../../src/stt/adapters/embedded/moonshine-speech-recognizer.adapter';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';

/** Kept around the speech that was found, so that its edges are heard. */
const MARGIN_FRAMES = 10;

/** Understands what a test recorded, with the real engines. */
export class Hearing {
  private constructor(
    private readonly recognizer: MoonshineSpeechRecognizer,
    private readonly detector: SileroVoiceActivityDetector,
  ) {}

  static async load(): Promise<Hearing> {
    const models = modelsDirectory(parseConfig(process.env).stt);
    return new Hearing(
      await MoonshineSpeechRecognizer.load(models, 'tiny'),
      new SileroVoiceActivityDetector(models),
    );
  }

  /** The words in a recording of one answer; empty when there is no speech in it. */
  async understand(pcm: Int16Array, sampleRateHz: number): Promise<string> {
    const frames = new Framer(16_000).push(new Resampler(sampleRateHz, 16_000).push(pcm));
    const activity = this.detector.open();
    const isSpeech = frames.map((frame) => activity.isSpeech(frame));
    activity.close();
    const first = isSpeech.indexOf(true);
    if (first === -1) return '';
    const speech = frames.slice(
      Math.max(0, first - MARGIN_FRAMES),
      isSpeech.lastIndexOf(true) + MARGIN_FRAMES,
    );
    const { signal } = new AbortController();
    let text = '';
    for await (const part of this.recognizer.transcribe(inputOf(speech), { signal }))
      text = part.text;
    return text;
  }
}

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield await Promise.resolve({ type: 'audio', frame } as const);
}
