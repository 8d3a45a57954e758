import { ProviderError, type ReplyPart, type TokenUsage, type ToolCall } from '@vox/voice-core';

import { bodyLines } from './body-lines';
import { CallAssembly } from './call-assembly';
import { DONE, jsonEvents } from './json-events';
import { RefusedRequest } from './refused-request';
import { endingOf, replyEnd } from './reply-end';
import { hasMessage, isReportedError } from './reported-error';
import type { ReplyPiece } from './reply-piece';

/** What one JSON value of an answer says; undefined when it is none of the protocol. */
export type PieceOf = (value: unknown, isBare: boolean) => ReplyPiece | undefined;

type ReadingOptions = {
  readonly offersTools?: boolean;
  /** Names who answers: calls keep what only they are given back. */
  readonly giver?: string;
};

/**
 * The reply in an answer, as it comes: a stream of events, or whole. `pieceOf` knows the protocol.
 *
 * It is complete when the server says so: with a reason, with `[DONE]`, or by answering whole. Thoughts come as empty
 * deltas: the model works; so do calls while they are written. `offersTools`: calls are given, each whole; without they are
 * only known to have come.
 * @throws RefusedRequest when the answer is or holds an error; ProviderError `connectivity` when it breaks off,
 * `protocol` when it is no reply at all, `server` when it has nothing in it or the server gives up.
 */
export async function* readReply(
  { body }: Response,
  provider: string,
  pieceOf: PieceOf,
  { offersTools = false, giver }: ReadingOptions = {},
): AsyncGenerator<ReplyPart, void, void> {
  const seen = new SeenReply(offersTools, giver);
  if (body === null) throw failure(provider, 'server', 'answered with nothing');
  const lines = bodyLines(body, () => seen.isOver);
  for await (const event of jsonEvents(noting(lines, seen))) {
    if (event === DONE) {
      seen.isOver = true;
      break;
    }
    // What goes wrong after the end spoils nothing.
    if (!seen.isOver && isReportedError(event.value)) {
      throw new RefusedRequest(undefined, event.value);
    }
    const isList = Array.isArray(event.value);
    for (const value of isList ? event.value : [event.value]) {
      const text = seen.take(value, pieceOf(value, event.isBare));
      if (text !== undefined) yield { type: 'reply-delta', text };
    }
    // A list comes when it is complete.
    seen.isOver ||= isList && seen.hasAnything;
    if (endingOf(seen.reason) === 'failure') {
      throw failure(provider, 'server', 'gave up in mid-reply');
    }
  }
  if (!seen.hasAnything && !seen.isOver) {
    if (seen.notice !== undefined) throw new RefusedRequest(undefined, seen.notice);
    throw seen.isBlank
      ? failure(provider, 'server', 'answered with nothing')
      : failure(provider, 'protocol', 'answered with something else than an event stream');
  }
  if (!seen.isOver) throw failure(provider, 'connectivity', 'broke off in mid-reply');
  for (const call of seen.calls) yield { type: 'tool-call', call };
  yield replyEnd(seen);
}

/** What is known of a reply while it comes. */
class SeenReply {
  /** The server has said that this is all. */
  isOver = false;
  /** Not a character came. */
  isBlank = true;
  /** Something of a reply came. */
  hasAnything = false;
  hasThought = false;
  reason: string | undefined;
  usage: TokenUsage | undefined;
  /** The last words that were none of a reply. */
  notice: unknown;
  readonly #assembly = new CallAssembly();
  #said = '';

  #thoughts = '';

  constructor(
    private readonly offersTools: boolean,
    private readonly giver: string | undefined,
  ) {}

  get hasCalled(): boolean {
    return this.#assembly.hasAny;
  }

  get calls(): readonly ToolCall[] {
    return this.offersTools ? this.#assembly.calls(this.giver, this.#thoughts) : [];
  }

  get givesCalls(): boolean {
    return this.calls.length > 0;
  }

  get hasWords(): boolean {
    return this.#said.trim() !== '';
  }

  /** What `value` adds; undefined when it adds nothing, empty when the model is thinking. */
  take(value: unknown, piece: ReplyPiece | undefined): string | undefined {
    if (piece === undefined) {
      if (hasMessage(value)) this.notice = value;
      return undefined;
    }
    this.hasAnything = true;
    this.hasThought ||= piece.hasThought;
    this.#think(piece);
    this.#assembly.push(piece.calls, piece.isAll);
    this.reason = piece.reason ?? this.reason;
    if (piece.usage !== undefined) this.usage = { ...this.usage, ...piece.usage };
    this.isOver ||= piece.isLast || this.reason !== undefined;
    const text = piece.isAll ? this.#rest(piece.text) : piece.text;
    this.#said += text;
    const works = piece.hasThought || (this.offersTools && piece.calls.length > 0);
    return text !== '' || works ? text : undefined;
  }

  /** Some streams repeat all of it in their last event. */
  #think({ thoughts = '', isAll }: ReplyPiece): void {
    if (thoughts !== '') this.#thoughts = isAll ? thoughts : this.#thoughts + thoughts;
  }

  /** Of all that was said, what is new: some streams repeat it in their last event. */
  #rest(all: string): string {
    if (all.startsWith(this.#said)) return all.slice(this.#said.length);
    return this.hasWords && this.#said.trim().endsWith(all.trim()) ? '' : all;
  }
}

async function* noting(lines: AsyncIterable<string>, seen: SeenReply): AsyncGenerator<string> {
  for await (const line of lines) {
    if (line.trim() !== '') seen.isBlank = false;
    yield line;
  }
}

function failure(
  provider: string,
  category: ProviderError['category'],
  what: string,
): ProviderError {
  return new ProviderError(`${provider}: ${what}`, { kind: 'llm', provider, category });
}
