/** Who is in an utterance: from its first sound until its words are told, or lost. */
export class Speaking {
  /** By the turn's id of each utterance whose it is: a person's next one may begin before the words of the last are known. */
  readonly #utterances = new Map<string, string | undefined>();

  get isNobody(): boolean {
    return this.#utterances.size === 0;
  }

  /** @param speakerId Undefined is the one whose session it is. */
  has(speakerId: string | undefined): boolean {
    return [...this.#utterances.values()].includes(speakerId);
  }

  begins(turnId: string, speakerId: string | undefined): void {
    this.#utterances.set(turnId, speakerId);
  }

  ends(turnId: string): void {
    this.#utterances.delete(turnId);
  }

  /** They say nothing more, whatever comes of what they have said. */
  left(speakerId: string | undefined): void {
    for (const [turnId, by] of this.#utterances) if (by === speakerId) this.ends(turnId);
  }
}
