const SENTENCE_END = /[.!?…。！？]['"”’»)\]]*\s*$/u;

/** Of a sentence that does not end. */
const MAX_CHARACTERS = 300;

/** Once nobody may be asked any more the model may finish its sentence, and no more. */
export class LastSentence {
  #beganAt: number | undefined;

  /** @param isSpent Nobody may be asked any more. */
  constructor(private readonly isSpent: () => boolean) {}

  /** @param said The answer so far. */
  isOver(said: string): boolean {
    if (!this.isSpent()) return false;
    this.#beganAt ??= said.length;
    return said.length - this.#beganAt > MAX_CHARACTERS || SENTENCE_END.test(said);
  }
}
