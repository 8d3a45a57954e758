/**
 * Knows whether a place in a text is code, as markdown writes it, from what was read up to there.
 *
 * In code a mark is an example of itself.
 */
export class CodeMarks {
  /** The backticks or tildes that opened a block. */
  #fence = '';
  /** How many backticks opened a span in this line; 0 when none is open. */
  #openBackticks = 0;
  #isLineStart = true;
  /** Backticks or tildes, to which the next character may still belong. */
  #run = '';

  /** Whether what comes next is in a block of code. */
  get isInFence(): boolean {
    this.#endRun();
    return this.#fence !== '';
  }

  /** How many backticks would close the span of code that may be open here; 0 when there is none. */
  get openBackticks(): number {
    return this.isInFence ? 0 : this.#openBackticks;
  }

  read(text: string): void {
    for (const character of text) {
      if (character === '`' || character === '~') {
        if (this.#run !== '' && !this.#run.startsWith(character)) this.#endRun();
        this.#run += character;
        continue;
      }
      this.#endRun();
      if (character === '\n') {
        this.#openBackticks = 0;
        this.#isLineStart = true;
      } else if (character !== '>' && character.trim() !== '') this.#isLineStart = false;
    }
  }

  #endRun(): void {
    const run = this.#run;
    if (run === '') return;
    this.#run = '';
    const isFence = this.#isLineStart && run.length >= 3;
    this.#isLineStart = false;
    if (this.#fence !== '') {
      if (isFence && run.startsWith(this.#fence)) this.#fence = '';
    } else if (isFence) this.#fence = run;
    else if (run.startsWith('`')) {
      if (this.#openBackticks === 0) this.#openBackticks = run.length;
      else if (this.#openBackticks === run.length) this.#openBackticks = 0;
    }
  }
}
