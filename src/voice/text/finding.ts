/** A place in a text, of which more may come unless it is the end. */
export type Place = {
  readonly text: string;
  readonly at: number;
  readonly isEnd: boolean;
  /** The text comes by single characters: marks that belong together may be apart. */
  readonly isByCharacter?: boolean;
  /** The end of what is said before it. */
  readonly before: string;
};

/** What stands at a place: `end` is where it ends in the text, `said` what is said in its stead. */
export type Match = {
  readonly end: number;
  readonly said: string;
  /** A space is between it and the words around it, also where none is written. */
  readonly standsApart?: boolean;
};

/** `open` while it takes more text to tell; undefined: it is a plain character. */
export type Finding = Match | 'open' | undefined;

/** The first match of `pattern`, which is sticky, at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
