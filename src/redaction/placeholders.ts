import type { PersonalKind } from '@vox/voice-core';

import { findPersonal } from './detector';

const PLACE = /\[(?:EMAIL|PHONE|CARD|IBAN)_\d+\]/gu;

/** What stands for what in texts that belong together: the same for the same words. */
export class Placeholders {
  readonly #placeOf = new Map<string, string>();
  readonly #wordsOf = new Map<string, string>();
  readonly #counts = new Map<PersonalKind, number>();

  /**
   * @param kinds What is left out.
   * @param taken Placeholders that stand in the texts already: they are somebody else's, and not given to other words.
   */
  constructor(
    private readonly kinds: readonly PersonalKind[],
    private readonly taken: ReadonlySet<string> = new Set(),
  ) {}

  /** Nothing is left out so far. */
  get isEmpty(): boolean {
    return this.#placeOf.size === 0;
  }

  /**
   * `text` with a placeholder, such as `[PHONE_1]`, for each thing that is left out.
   * @param language BCP 47, where it is known.
   */
  redacted(text: string, language?: string): string {
    let redacted = '';
    let from = 0;
    for (const { kind, start, end } of findPersonal(text, language)) {
      if (!this.kinds.includes(kind)) continue;
      redacted += text.slice(from, start) + this.#place(kind, text.slice(start, end));
      from = end;
    }
    return redacted + text.slice(from);
  }

  /** The same of JSON as a model wrote it: it stays JSON. Of what is none, the same as of a text. */
  redactedJson(json: string, language?: string): string {
    return mapJson(json, (text) => this.redacted(text, language));
  }

  /** `text` with the words again. */
  restored(text: string): string {
    return text.replaceAll(PLACE, (place) => this.#wordsOf.get(place) ?? place);
  }

  /** The same of JSON. */
  restoredJson(json: string): string {
    return mapJson(json, (text) => this.restored(text));
  }

  #place(kind: PersonalKind, words: string): string {
    const known = this.#placeOf.get(words);
    if (known !== undefined) return known;
    let count = this.#counts.get(kind) ?? 0;
    let place: string;
    do {
      count += 1;
      place = `[${kind.toUpperCase()}_${count}]`;
    } while (this.taken.has(place));
    this.#counts.set(kind, count);
    this.#placeOf.set(words, place);
    this.#wordsOf.set(place, words);
    return place;
  }
}

/** The placeholders that stand in `texts`. */
export function placesIn(texts: Iterable<string>): Set<string> {
  return new Set([...texts].flatMap((text) => text.match(PLACE) ?? []));
}

/** Numbers are looked into as well: one that changes becomes a text. */
function mapJson(json: string, map: (text: string) => string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // A model wrote something else: it is a text.
    return map(json);
  }
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return map(part);
    if (typeof part !== 'number') return part;
    const mapped = map(String(part));
    return mapped === String(part) ? part : mapped;
  });
}
