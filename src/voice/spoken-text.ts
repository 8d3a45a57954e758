/**
 * Speech without known length is taken to run at this pace: 15 characters a second is an unhurried English
 * voice. Only used while a sentence is still being synthesised.
 */
const ESTIMATED_MS_PER_CHARACTER = 66;

/** Written without white space between the words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** It tells scripts by themselves: the locale makes no difference to them. */
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

const OPENER = /^[\p{Ps}\p{Pi}]$/u;

type Sentence = { readonly text: string; receivedMs: number; isComplete: boolean };

/**
 * Knows which words of a reply were heard, from how much of its audio was played.
 *
 * Sentences are added in the order of play. Cuts fall between words, never inside one.
 */
export class SpokenText {
  readonly #sentences: Sentence[] = [];

  startSentence(text: string): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.isComplete = true;
    this.#sentences.push({ text, receivedMs: 0, isComplete: false });
  }

  addAudio(durationMs: number): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.receivedMs += durationMs;
  }

  completeSentence(): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.isComplete = true;
  }

  /** The text heard when `playedMs` of the reply's audio was played. */
  heard(playedMs: number): string {
    const heard: string[] = [];
    let remainingMs = playedMs;
    for (const sentence of this.#sentences) {
      const durationMs = sentence.isComplete
        ? sentence.receivedMs
        : Math.max(sentence.receivedMs, sentence.text.length * ESTIMATED_MS_PER_CHARACTER);
      if (remainingMs < durationMs) {
        heard.push(cutAtWord(sentence.text, remainingMs / durationMs));
        break;
      }
      heard.push(sentence.text);
      remainingMs -= durationMs;
    }
    return heard.filter((text) => text !== '').join(' ');
  }
}

/** The whole words among the first `ratio` of `text`. */
function cutAtWord(text: string, ratio: number): string {
  const characters = Math.floor(text.length * ratio);
  if (characters >= text.length) return text;
  if (/\s/u.test(text.charAt(characters))) return text.slice(0, characters).trimEnd();
  const runStart = text.slice(0, characters).search(/\S*$/u);
  const run = /^\S*/u.exec(text.slice(runStart))?.[0] ?? '';
  return text.slice(0, runStart + wholeWords(run, characters - runStart)).trimEnd();
}

/** How many of the first `characters` of `run`, which has no white space in it, are whole words. */
function wholeWords(run: string, characters: number): number {
  if (!UNSPACED.test(run)) return 0;
  let end = 0;
  for (const { index, segment } of WORDS.segment(run)) {
    const segmentEnd = index + segment.length;
    if (segmentEnd > characters) break;
    // What opens a quote or a bracket belongs to what comes after it.
    if (!OPENER.test(segment)) end = segmentEnd;
  }
  return end;
}
