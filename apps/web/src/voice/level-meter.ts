import { levelOf } from './level';

/** 1024 samples at 48 kHz: 21 ms, one frame of speech. */
const WINDOW_SAMPLES = 1024;

/** How loud one stream is right now. */
export type LevelMeter = {
  /** 0 to 1. */
  readonly level: () => number;
  readonly close: () => void;
};

/** Meters for streams, on one AudioContext. Make it inside a click, else the browser keeps it suspended. */
export class AudioLevels {
  private readonly context = new AudioContext();

  watch(stream: MediaStream): LevelMeter {
    const analyser = this.context.createAnalyser();
    analyser.fftSize = WINDOW_SAMPLES;
    const source = this.context.createMediaStreamSource(stream);
    source.connect(analyser);
    const samples = new Float32Array(WINDOW_SAMPLES);
    return {
      level: () => {
        analyser.getFloatTimeDomainData(samples);
        return levelOf(samples);
      },
      close: () => source.disconnect(),
    };
  }

  /** The stream's sound, `gain` times as loud; whoever asked for it closes it. */
  amplify(stream: MediaStream, gain: number): { readonly stream: MediaStream; close: () => void } {
    const source = this.context.createMediaStreamSource(stream);
    const amplifier = new GainNode(this.context, { gain });
    const louder = this.context.createMediaStreamDestination();
    source.connect(amplifier).connect(louder);
    return { stream: louder.stream, close: () => source.disconnect() };
  }

  /** Browsers suspend a context in a background tab or before a gesture. */
  async resume(): Promise<void> {
    if (this.context.state === 'suspended') await this.context.resume();
  }

  async close(): Promise<void> {
    if (this.context.state !== 'closed') await this.context.close();
  }
}
