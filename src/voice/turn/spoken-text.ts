import { type Piece, UNSPACED, WORDS } from '../text';

/**
 * Speech without known length is taken to run at this pace: 15 characters a second is an unhurried English
 * voice. Only used while a sentence is still being synthesised.
 */
const ESTIMATED_MS_PER_CHARACTER = 66;

/** The same where a character is more than a sound: ideographs, syllables and moras, and letters whose vowels are marks. */
const ESTIMATED_MS_BY_SCRIPT: readonly (readonly [RegExp, number])[] = [
  [/^[\p{Script_Extensions=Han}！，：；？]$/u, 220],
  [/^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Ethiopic}]$/u, 160],
  [/^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u, 85],
];

const OPENER = /^[\p{Ps}\p{Pi}]$/u;

type Sentence = { readonly piece: Piece; receivedMs: number; isComplete: boolean };

/**
 * Knows which words of a reply were heard, from how much of its audio was played.
 *
 * Sentences are added in the order of play. Cuts fall between words, never inside one.
 */
export class SpokenText {
  readonly #sentences: Sentence[] = [];

  startSentence(piece: Piece): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.isComplete = true;
    this.#sentences.push({ piece, receivedMs: 0, isComplete: false });
  }

  addAudio(durationMs: number): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.receivedMs += durationMs;
  }

  completeSentence(): void {
    const last = this.#sentences.at(-1);
    if (last !== undefined) last.isComplete = true;
  }

  /** The text, as it is shown, that was heard when `playedMs` of the reply's audio was played. */
  heard(playedMs: number): string {
    let heard = '';
    let remainingMs = playedMs;
    for (const sentence of this.#sentences) {
      const { shown, words } = sentence.piece;
      const durationMs = sentence.isComplete
        ? sentence.receivedMs
        : Math.max(sentence.receivedMs, estimatedMs(words));
      if (remainingMs < durationMs) {
        heard += sentence.piece.shownUpTo(heardCharacters(words, remainingMs / durationMs));
        break;
      }
      heard += shown;
      remainingMs -= durationMs;
    }
    return heard.trim();
  }
}

function estimatedMs(words: string): number {
  let sumMs = 0;
  for (const character of words) {
    const found = ESTIMATED_MS_BY_SCRIPT.find(([script]) => script.test(character));
    sumMs += found?.[1] ?? character.length * ESTIMATED_MS_PER_CHARACTER;
  }
  return sumMs;
}

/** How many characters the whole words among the first `ratio` of `text` have. */
function heardCharacters(text: string, ratio: number): number {
  const characters = Math.floor(text.length * ratio);
  if (characters >= text.length) return text.length;
  if (/\s/u.test(text.charAt(characters))) return text.slice(0, characters).trimEnd().length;
  const runStart = text.slice(0, characters).search(/\S*$/u);
  const run = /^\S*/u.exec(text.slice(runStart))?.[0] ?? '';
  const end = runStart + wholeWords(run, characters - runStart);
  return text.slice(0, end).trimEnd().length;
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
