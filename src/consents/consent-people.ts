import { type Coming, ConsentEntry } from './consent-entry';
import type { StoredParticipant } from './consent-store';

type People = Map<string | undefined, ConsentEntry>;

/** Who takes part in sessions of this server, and who has left before their no could be stored. */
export class ConsentPeople {
  /** By session, then by speaker; undefined is the one whose session it is. */
  readonly #here = new Map<string, People>();
  /** Nobody is heard by these: they are kept for what is to be stored. By `keyOf`. */
  readonly #owing = new Map<string, ConsentEntry>();

  of(sessionId: string): ReadonlyMap<string | undefined, ConsentEntry> | undefined {
    return this.#here.get(sessionId);
  }

  get here(): ConsentEntry[] {
    return [...this.#here.values()].flatMap((people) => [...people.values()]);
  }

  get owing(): ConsentEntry[] {
    return [...this.#owing.values()];
  }

  /** Also one who has left, while there is something of theirs to be stored. */
  find(who: StoredParticipant): ConsentEntry | undefined {
    return this.#here.get(who.sessionId)?.get(speakerIdOf(who)) ?? this.#owing.get(keyOf(who));
  }

  isHere({ who }: ConsentEntry): boolean {
    return this.#here.get(who.sessionId)?.has(speakerIdOf(who)) === true;
  }

  /** Who comes is here from now on; with what they could not get stored, where they have been before. */
  bring(who: StoredParticipant): ConsentEntry {
    const entry = this.find(who) ?? new ConsentEntry(who);
    this.#owing.delete(keyOf(who));
    const people = this.#here.get(who.sessionId) ?? new Map<string | undefined, ConsentEntry>();
    this.#here.set(who.sessionId, people.set(speakerIdOf(who), entry));
    return entry;
  }

  /** One of their connections ends; with the last one they are not here any more. */
  leave(entry: ConsentEntry, coming: Coming): void {
    if (!entry.leave(coming)) return;
    const { who } = entry;
    const people = this.#here.get(who.sessionId);
    people?.delete(speakerIdOf(who));
    if (people?.size === 0) this.#here.delete(who.sessionId);
    if (entry.unsaved.length > 0) this.#owing.set(keyOf(who), entry);
  }

  /** Of those who have left, those go of whom all is stored, or of whom `isGone` says that it never will be. */
  settle(isGone: (entry: ConsentEntry) => boolean = () => false): void {
    for (const [key, entry] of this.#owing) {
      if (entry.unsaved.length === 0 || isGone(entry)) this.#owing.delete(key);
    }
  }
}

/** As others know who takes part; undefined is the one whose session it is. */
export function speakerIdOf({ isOwn, person }: StoredParticipant): string | undefined {
  return isOwn ? undefined : person;
}

function keyOf({ sessionId, isOwn, person }: StoredParticipant): string {
  return JSON.stringify([sessionId, isOwn, person]);
}
