import type { z } from 'zod';

import type { Final } from '../common/recognition';
import type { deepgramResults } from './deepgram.schema';

/** Joins the results of one utterance: settled ones in order, then the one that still changes. */
export class DeepgramTranscript {
  readonly #settled: { readonly text: string; readonly confidence: number }[] = [];
  #interim = '';

  onResults(results: z.infer<typeof deepgramResults>): void {
    const best = results.channel.alternatives[0];
    const text = best?.transcript?.trim() ?? '';
    if (results.is_final !== true) {
      this.#interim = text;
      return;
    }
    this.#interim = '';
    if (text !== '') this.#settled.push({ text, confidence: best?.confidence ?? 0 });
  }

  get text(): string {
    return [...this.#settled.map(({ text }) => text), this.#interim]
      .filter((text) => text !== '')
      .join(' ');
  }

  /** Servers without confidence (WhisperLiveKit) say 0: none is given then. */
  final(): Final {
    const words = this.#settled.map(({ text }) => text.split(/\s+/u).length);
    const total = words.reduce((sum, count) => sum + count, 0);
    const confidence = this.#settled.reduce(
      (sum, part, index) => sum + (part.confidence * (words[index] as number)) / total,
      0,
    );
    return { text: this.text, ...(confidence > 0 ? { confidence: Math.min(1, confidence) } : {}) };
  }
}
