import { randomUUID } from 'node:crypto';

import type { ThoughtState, ToolCall } from '@vox/voice-core';

import { isFilled, isObject, type JsonObject, toObject, toText } from './json';
import type { CallPiece } from './reply-piece';

type Slot = {
  readonly index: number | undefined;
  id: string | undefined;
  name: string | undefined;
  arguments: string;
  fields: JsonObject;
};

/**
 * Calls, put together of the pieces in which they come: streamed or whole, numbered or not, with ids or without.
 *
 * Servers that number all their calls 0, leave out numbers and ids, repeat the name with each piece, or say all of it once
 * more at the end are understood.
 */
export class CallAssembly {
  readonly #slots: Slot[] = [];

  /** Something of a call came, be it without a name. */
  get hasAny(): boolean {
    return this.#slots.length > 0;
  }

  /** @param isAll They are no additions to what came before, but all the calls. */
  push(pieces: readonly CallPiece[], isAll: boolean): void {
    if (isAll && this.hasAny) return;
    for (const piece of pieces) {
      const slot = this.#slotOf(piece) ?? this.#open(piece);
      slot.id ??= toText(piece.id);
      slot.name ??= toText(piece.name);
      slot.fields = { ...slot.fields, ...piece.fields };
      // Nothing can follow an object that is complete: it is said again.
      if (!isComplete(slot.arguments)) slot.arguments += piece.arguments;
    }
  }

  /**
   * Those that have a name.
   *
   * @param giver What names who gave them; undefined: nothing goes back with them.
   * @param thoughts Of the answer that they are in.
   */
  calls(giver?: string, thoughts = ''): ToolCall[] {
    const ids = new Set<string>();
    return this.#slots.flatMap(({ id, name, arguments: given, fields }) => {
      if (name === undefined) return [];
      const own = id === undefined || ids.has(id) ? madeCallId() : id;
      ids.add(own);
      const text = given.trim();
      const call = { id: own, name, arguments: text === '' || text === 'null' ? '{}' : text };
      const state = giver === undefined ? undefined : stateOf(giver, fields, thoughts);
      return [{ ...call, ...(state === undefined ? {} : { state }) }];
    });
  }

  /** The call that a piece goes on with; undefined when it begins another one. */
  #slotOf(piece: CallPiece): Slot | undefined {
    const { index } = piece;
    const id = toText(piece.id);
    const name = toText(piece.name);
    const last = this.#slots.findLast((slot) => index === undefined || slot.index === index);
    if (id !== undefined) {
      // Some give all calls one id: then their numbers tell them apart.
      const known = this.#slots.findLast(
        (slot) => slot.id === id && (index === undefined || slot.index === index),
      );
      if (known !== undefined) return known;
      return last !== undefined && last.id === undefined && name === undefined ? last : undefined;
    }
    if (last === undefined || name === undefined) return last;
    const goesOn = last.name === undefined || (last.name === name && !isComplete(last.arguments));
    return goesOn ? last : undefined;
  }

  #open({ index }: CallPiece): Slot {
    const slot: Slot = { index, id: undefined, name: undefined, arguments: '', fields: {} };
    this.#slots.push(slot);
    return slot;
  }
}

/** Of fields, and of thoughts: what is longer is dropped whole, as a part of it is of no use. */
const MOST_STATE_CHARACTERS = 100_000;

function stateOf(from: string, fields: JsonObject, thoughts: string): ThoughtState | undefined {
  const hasFields = isFilled(fields) && JSON.stringify(fields).length <= MOST_STATE_CHARACTERS;
  const hasThoughts = thoughts !== '' && thoughts.length <= MOST_STATE_CHARACTERS;
  if (!hasFields && !hasThoughts) return undefined;
  return { from, ...(hasFields ? { fields } : {}), ...(hasThoughts ? { thoughts } : {}) };
}

/** For a call that came without an id: as long as the strictest server takes, of letters and digits. */
export function madeCallId(): string {
  return `call_${randomUUID().replaceAll('-', '')}`;
}

/**
 * Fields of calls in which servers keep what was thought: Google's own, and LiteLLM's.
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const WANTED_BACK = ['extra_content', 'provider_specific_fields'];

/** A call of the chat protocol, or a piece of one: `{ index, id, function: { name, arguments } }`; Ollama's has an object. */
export function chatCall(value: unknown): CallPiece {
  const call = toObject(value);
  const {
    name,
    arguments: given,
    parameters,
  } = isObject(call['function']) ? call['function'] : call;
  const index = Number(call['index'] ?? NaN);
  return {
    index: Number.isInteger(index) ? index : undefined,
    id: toText(call['id']),
    name: toText(name),
    arguments: argumentsText(given ?? parameters),
    fields: Object.fromEntries(
      WANTED_BACK.flatMap((field) => (isFilled(call[field]) ? [[field, call[field]]] : [])),
    ),
  };
}

/** As a text; an object, which some servers send, is written as one. */
export function argumentsText(given: unknown): string {
  if (typeof given === 'string') return given;
  return isObject(given) ? JSON.stringify(given) : '';
}

function isComplete(text: string): boolean {
  if (!/^\s*\{[^]*\}\s*$/u.test(text)) return false;
  try {
    return isObject(JSON.parse(text));
  } catch {
    // Not all of it has come.
    return false;
  }
}
