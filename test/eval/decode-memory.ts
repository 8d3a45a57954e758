import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { Decode } from '../../src/stt/adapters/embedded/decode-scheduler';
import { SAMPLE_RATE_HZ } from './audio-tools';

/** What one decode gave, and what it cost on the machine and in the run in which it was made. */
export type Decoded = {
  readonly text: string;
  readonly audioMs: number;
  readonly computeMs: number;
};

/**
 * Remembers what the model made of which samples. Settings cut most of the audio in the same pieces, and so does the
 * next run, whatever was changed in the loop meanwhile: a decode is made once.
 */
export class DecodeMemory {
  readonly #decoded = new Map<string, Decoded>();
  readonly #running = new Map<string, Promise<string>>();
  /** Decodes made by this run. */
  made = 0;

  constructor(
    private readonly decode: Decode,
    private readonly path: string,
  ) {
    if (!existsSync(path)) return;
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Decoded>;
    for (const [key, decoded] of Object.entries(kept)) this.#decoded.set(key, decoded);
  }

  /** All that are known, those of earlier runs included. */
  get known(): readonly Decoded[] {
    return [...this.#decoded.values()];
  }

  async text(samples: Float32Array): Promise<string> {
    const key = createHash('sha1')
      .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
      .digest('base64');
    const known = this.#decoded.get(key);
    if (known !== undefined) return known.text;
    const running = this.#running.get(key) ?? this.#make(key, samples);
    this.#running.set(key, running);
    return running;
  }

  save(): void {
    writeFileSync(this.path, JSON.stringify(Object.fromEntries(this.#decoded)));
  }

  async #make(key: string, samples: Float32Array): Promise<string> {
    const startedAtMs = performance.now();
    const text = await this.decode(samples, 'final');
    this.made++;
    this.#decoded.set(key, {
      text,
      audioMs: (samples.length * 1000) / SAMPLE_RATE_HZ,
      computeMs: performance.now() - startedAtMs,
    });
    this.#running.delete(key);
    return text;
  }
}
