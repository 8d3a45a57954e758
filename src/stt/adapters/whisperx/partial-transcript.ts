import { mergeWindow } from './window-merge';

/**
 * Makes partials of the whole utterance from a server that sends windows of it.
 *
 * After a reconnection the server hears the utterance again from its start: nothing is shown until it is past what
 * the reader has already seen.
 */
export class PartialTranscript {
  #text = '';
  #shown = '';

  constructor(private readonly show: (text: string) => void) {}

  /** The next window is the utterance's first. */
  restart(): void {
    this.#text = '';
  }

  onWindow(text: string): void {
    if (text.trim() === '') return;
    this.#text = mergeWindow(this.#text, text);
    if (this.#text === this.#shown || wordCount(this.#text) < wordCount(this.#shown)) return;
    this.#shown = this.#text;
    this.show(this.#text);
  }
}

function wordCount(text: string): number {
  return text === '' ? 0 : text.split(' ').length;
}
