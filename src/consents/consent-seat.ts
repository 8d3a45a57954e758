import type { ConsentKind } from '@vox/protocol';
import type { AgentConfig } from '@vox/voice-core';

import type { Coming, ConsentEntry } from './consent-entry';
import type { ConsentNeeds, Needed } from './consent-needs';
import type { ConsentDoor, StoredParticipant } from './consent-store';
import type { Consents } from './consents';

const NOTHING: Needed = { kinds: [], required: [] };

type Book = Pick<Consents, 'listen'> & {
  noteAsked(
    who: StoredParticipant,
    kinds: readonly ConsentKind[],
    door: ConsentDoor,
  ): Promise<void>;
  answer(
    who: StoredParticipant,
    kind: ConsentKind,
    isGiven: boolean,
    door: ConsentDoor,
  ): Promise<void>;
  leave(entry: ConsentEntry, coming: Coming): void;
};

type Deps = {
  readonly book: Book;
  readonly needs: ConsentNeeds;
  readonly entry: ConsentEntry;
  readonly coming: Coming;
  readonly door: ConsentDoor;
};

/** One connection of somebody who takes part: what they are asked, and answer. */
export class ConsentSeat {
  #needed = NOTHING;
  #hasLeft = false;

  constructor(private readonly deps: Deps) {}

  /** Everything that they need for this agent was given: what they say may be heard. */
  get isHeard(): boolean {
    const { entry } = this.deps;
    return this.#needed.required.every((kind) => entry.isGiven(kind));
  }

  /** This server asks for something without which nobody is heard. */
  get mayGoUnheard(): boolean {
    return this.deps.needs.areRequired;
  }

  isGiven(kind: ConsentKind): boolean {
    return this.deps.entry.isGiven(kind);
  }

  /** From now on they talk with `agent`. */
  talkWith(agent: AgentConfig): void {
    this.#needed = this.deps.needs.of(agent);
  }

  /** What is wanted of them and given. */
  get given(): readonly ConsentKind[] {
    return this.#needed.kinds.filter((kind) => this.deps.entry.isGiven(kind));
  }

  /** What is wanted of them and not answered yet. */
  get unanswered(): Needed {
    return this.#neededOf((kind) => this.deps.entry.isUnanswered(kind));
  }

  /** The same, and what they have refused and are not heard without. */
  get wanting(): Needed {
    const { entry } = this.deps;
    const { required } = this.#needed;
    return this.#neededOf(
      (kind) => entry.isUnanswered(kind) || (required.includes(kind) && !entry.isGiven(kind)),
    );
  }

  /** They are being asked. Never rejects. */
  ask(kinds: readonly ConsentKind[]): Promise<void> {
    const { book, entry, door } = this.deps;
    return book.noteAsked(entry.who, kinds, door);
  }

  /**
   * A refusal counts at once, a yes once it is stored.
   * @throws as `ConsentBook.answer`
   */
  answer(kind: ConsentKind, isGiven: boolean): Promise<void> {
    const { book, entry, door } = this.deps;
    return book.answer(entry.who, kind, isGiven, door);
  }

  /** Told of each change of what they have given. @returns ends it. */
  onChange(listener: (kind: ConsentKind, isGiven: boolean) => void): () => void {
    const { book, entry } = this.deps;
    const { sessionId, isOwn, person } = entry.who;
    return book.listen((change) => {
      const isTheirs =
        change.sessionId === sessionId && change.speakerId === (isOwn ? undefined : person);
      if (isTheirs) listener(change.kind, change.isGiven);
    });
  }

  #neededOf(isMeant: (kind: ConsentKind) => boolean): Needed {
    const { kinds, required } = this.#needed;
    return { kinds: kinds.filter(isMeant), required: required.filter(isMeant) };
  }

  /** Idempotent. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    const { book, entry, coming } = this.deps;
    book.leave(entry, coming);
  }
}
