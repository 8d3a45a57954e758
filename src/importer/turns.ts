import { createHash } from 'node:crypto';

import type { MessageRow } from './predecessor-rows';

/** One question and its answer, as VoxBridge 1 stored them one after the other; one of them may be missing. */
export type ImportedTurn = {
  /** The same at every import. */
  readonly id: string;
  readonly sessionId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly user?: Spoken;
  readonly assistant?: Spoken;
};
type Spoken = { readonly content: string; readonly at: Date };

/** Joins the messages of sessions, in the order in which they were stored, into turns. */
export class TurnAssembler {
  #user: { readonly row: MessageRow; readonly spoken: Spoken } | undefined;
  #sessionId: string | undefined;
  #lastAt = new Date(0);

  /** @param startOf When a session began, for messages without a time. */
  constructor(private readonly startOf: (sessionId: string) => Date) {}

  /** The turns that are complete with `row`: a question waits for the message after it. */
  *add(row: MessageRow): Generator<ImportedTurn, void, void> {
    if (row.session_id !== this.#sessionId) {
      yield* this.end();
      this.#sessionId = row.session_id;
      this.#lastAt = this.startOf(row.session_id);
    }
    // Their clock may have been set back; their order is that of their ids.
    if (row.timestamp !== null && row.timestamp > this.#lastAt) this.#lastAt = row.timestamp;
    const spoken = { content: row.content, at: this.#lastAt };
    if (row.role === 'assistant') {
      const asked = this.#user;
      this.#user = undefined;
      const first = asked?.row ?? row;
      yield toTurn(first, {
        ...(asked === undefined ? {} : { user: asked.spoken }),
        assistant: spoken,
      });
    } else {
      yield* this.end();
      this.#user = { row, spoken };
    }
  }

  /** The question that nobody has answered. */
  *end(): Generator<ImportedTurn, void, void> {
    const asked = this.#user;
    this.#user = undefined;
    if (asked !== undefined) yield toTurn(asked.row, { user: asked.spoken });
  }
}

function toTurn(
  { session_id: sessionId, id }: MessageRow,
  said: Pick<ImportedTurn, 'user' | 'assistant'>,
): ImportedTurn {
  const times = [said.user?.at, said.assistant?.at].filter((at) => at !== undefined);
  const [startedAt = new Date(0), endedAt = startedAt] = times;
  return { id: turnIdOf(sessionId, id), sessionId, startedAt, endedAt, ...said };
}

/** A UUID made of what names the message there (RFC 9562, version 8). */
function turnIdOf(sessionId: string, messageId: number): string {
  const digest = createHash('sha256').update(`voxbridge1 ${sessionId} ${messageId}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
