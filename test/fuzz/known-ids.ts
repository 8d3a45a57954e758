import { randomUUID } from 'node:crypto';

const TOKEN = /@one:([\w:-]+)@/gu;
/** The newest of a kind. */
const MAX_KNOWN = 60;

/** In a path, a query or a body: one of its kind that is there when the request is sent. */
export function tokenOf(kind: string): string {
  return `@one:${kind}@`;
}

/** `agents` for `agent_id`, `turns` for `turnId`. */
export function kindOf(name: string): string {
  return `${name.replace(/_?id$/iu, '')}s`;
}

/** In ASCII alone, so that the bytes around it stay as they are. */
export function inJson(id: string): string {
  return JSON.stringify(id)
    .slice(1, -1)
    .replaceAll(/[^\x20-\x7e]/gu, (character) =>
      [...Array(character.length).keys()]
        .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
        .join(''),
    );
}

/** What there is to ask for, as answers tell of it. */
export class KnownIds {
  readonly #of = new Map<string, string[]>();
  /** Those that are neither changed nor deleted. */
  readonly #kept = new Map<string, string[]>();
  #turn = 0;

  /** `id` stays as it is. */
  keep(kind: string, id: string): void {
    this.#kept.set(kind, [...(this.#kept.get(kind) ?? []), id]);
  }

  add(kind: string, id: string): void {
    const known = this.#of.get(kind) ?? [];
    this.#of.set(kind, known);
    if (known.includes(id) || this.#kept.get(kind)?.includes(id) === true) return;
    known.push(id);
    if (known.length > MAX_KNOWN) known.shift();
  }

  /** Every id in an answer, by the name that it has there; `id` itself is one of `kind`. */
  learn(kind: string, answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    for (const [name, value] of Object.entries(answer)) {
      if (typeof value === 'object') this.learn(kind, value);
      else if (typeof value !== 'string' || value.length > 100) continue;
      else if (name === 'id') this.add(kind, value);
      else if (/(?:_id|[a-z]Id)$/u.test(name)) this.add(kindOf(name), value);
    }
  }

  count(kind: string): number {
    return this.#of.get(kind)?.length ?? 0;
  }

  /** `text` with an id for each token, as `write` has it there; `mayChange`: what is asked for may change it. */
  fill(text: string, mayChange: boolean, write: (id: string) => string): string {
    return text.replaceAll(TOKEN, (_token, kind: string) => {
      const ids = [
        ...(this.#of.get(kind) ?? []),
        ...(mayChange ? [] : (this.#kept.get(kind) ?? [])),
      ];
      return write(ids[this.#turn++ % Math.max(1, ids.length)] ?? randomUUID());
    });
  }
}
