import type { z } from 'zod';

import type { whisperLiveSegment } from './whisperlive.schema';

export type Segment = z.infer<typeof whisperLiveSegment>;

/**
 * Puts one utterance together from lists of segments.
 *
 * Each list holds only the newest segments. Completed ones stay as they are and are known by their start; the last,
 * while it is not completed, changes from list to list and replaces itself.
 */
export class SegmentTranscript {
  readonly #completed = new Map<number, string>();
  #endMs = 0;
  #open: { readonly startS: number; readonly text: string } | undefined;

  onSegments(segments: readonly Segment[]): void {
    this.#open = undefined;
    for (const segment of segments) {
      const startS = Number(segment.start);
      const text = segment.text.trim();
      const endMs = Number(segment.end ?? Number.NaN) * 1000;
      if (endMs > this.#endMs) this.#endMs = endMs;
      if (segment.completed === true) this.#completed.set(startS, text);
      else this.#open = { startS, text };
    }
  }

  /** The furthest end of a segment so far, on the audio's clock: how far the server has come. */
  get endMs(): number {
    return this.#endMs;
  }

  get text(): string {
    const open = this.#open;
    return [...this.#completed]
      .filter(([startS]) => open === undefined || startS < open.startS)
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text)
      .concat(open?.text ?? '')
      .filter((text) => text !== '')
      .join(' ');
  }
}
