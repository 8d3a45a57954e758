import {
  type AudioFrame,
  frameSamples,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  SpeechSynthesizer,
  type SynthesizeOptions,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

const info = (name: string): ProviderInfo => ({ name, label: `${name} (test)`, isEmbedded: true });
const healthy: Promise<ProviderHealth> = Promise.resolve({ isHealthy: true });

/** Loud enough to be speech, and different for everybody. */
const LOUDEST = 20_000;
const STEP = 500;

/**
 * "Hears" who spoke by the level of their samples: what several people say in one stream becomes `MIXED`, and no
 * voice can be taken for another's.
 */
export class MarkedRecognizer extends SpeechRecognizer {
  override readonly info = info('marked-stt');
  /** What each person says when they speak, by level. */
  readonly #words = new Map<number, string>();
  /** Milliseconds of audio that were transcribed, by level. */
  readonly heardMs = new Map<number, number>();
  /** The language that each utterance was asked for in, by what was heard first in it. */
  readonly languages = new Map<string, string | undefined>();

  /** Frames of somebody who says `words`. */
  voice(words: string): AudioFrame {
    const level = LOUDEST - this.#words.size * STEP;
    this.#words.set(level, words);
    return { pcm: new Int16Array(320).fill(level), sampleRateHz: 16_000 };
  }

  /** Whether any of that voice was transcribed. */
  hasHeard(voice: AudioFrame): boolean {
    return this.heardMs.has(voice.pcm[0] ?? 0);
  }

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    { signal, language }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    const levels = new Set<number>();
    const text = () => {
      const [level, ...others] = levels;
      if (level === undefined) return '';
      return others.length > 0 ? 'MIXED' : (this.#words.get(level) ?? 'UNKNOWN');
    };
    for await (const item of untilAborted(input, signal)) {
      if (item.type === 'pause') yield { type: 'transcript-preflight', text: text() };
      if (item.type !== 'audio') continue;
      const level = item.frame.pcm[0] ?? 0;
      if (level === 0) continue;
      this.heardMs.set(level, (this.heardMs.get(level) ?? 0) + 20);
      if (levels.has(level)) continue;
      levels.add(level);
      if (levels.size === 1) this.languages.set(text(), language);
      yield { type: 'transcript-partial', text: text() };
    }
    if (!signal.aborted) yield { type: 'transcript-final', text: text() };
  }

  override health() {
    return healthy;
  }
}

/** "Speaks" every text as a level of its own, 100 ms a word, so that a sink's frames tell what they say. */
export class MarkedSynthesizer extends SpeechSynthesizer {
  override readonly info = info('marked-tts');
  readonly #texts: string[] = [];

  override async *synthesize(
    text: string,
    { signal }: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    this.#texts.push(text);
    const level = 1000 + this.#texts.length;
    const frames = text.split(' ').length * 5;
    for (let index = 0; index < frames && !signal.aborted; index++) {
      yield await Promise.resolve({
        pcm: new Int16Array(frameSamples(48_000)).fill(level),
        sampleRateHz: 48_000 as const,
      });
    }
  }

  /** The texts that `frames` say, each once in a row. */
  said(frames: readonly { readonly value: number }[]): string[] {
    const texts: string[] = [];
    let last = 0;
    for (const { value } of frames) {
      if (value !== last) texts.push(this.#texts[value - 1001] ?? 'UNKNOWN');
      last = value;
    }
    return texts;
  }

  override health() {
    return healthy;
  }
}
