import { entriesUpTo, type ReplyPart } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { ContentFilter } from './content-filter';

/** Models remembered; the one unused for longest is forgotten first. */
const REMEMBERED_MODELS = 500;

/**
 * Takes from models' replies what is not content, and remembers which models begin within their reasoning.
 *
 * Such a model's first reply of a process may show it before its end tells; later ones are held until then.
 */
export class OnlyContent {
  readonly #isWhole: boolean;
  readonly #beginners = new LRUCache<string, true>(entriesUpTo(REMEMBERED_MODELS));

  /** With `isWhole` replies are not read as they come, so that all of what is no content is known. */
  constructor(options: { readonly isWhole?: boolean } = {}) {
    this.#isWhole = options.isWhole ?? false;
  }

  /**
   * `reply` without what is not content; a part that has none is left out, and `onWork` told that the model is at work.
   * @param model whatever tells it from others.
   */
  async *of(
    reply: AsyncIterable<ReplyPart>,
    model: string,
    onWork: () => void = () => undefined,
  ): AsyncGenerator<ReplyPart, void, void> {
    const filter = new ContentFilter({ beginsInReasoning: this.#beginners.has(model) });
    let held = '';
    for await (const part of reply) {
      if (part.type === 'reply-end') {
        const text = filter.push(held) + filter.end();
        if (text !== '') yield { type: 'reply-delta', text };
        this.#remember(model, filter.beganInReasoning);
        yield filter.isOnlyReasoning ? { gave: 'thoughts', ...part } : part;
      } else if (part.type === 'reply-delta') {
        if (this.#isWhole) held += part.text;
        const text = this.#isWhole ? '' : filter.push(part.text);
        if (text !== '') yield { type: 'reply-delta', text };
        else onWork();
      } else yield part;
    }
  }

  #remember(model: string, beganInReasoning: boolean): void {
    if (beganInReasoning) this.#beginners.set(model, true);
    else this.#beginners.delete(model);
  }
}
