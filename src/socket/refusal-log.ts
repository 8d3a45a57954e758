import { Logger } from '@nestjs/common';
import type { WireError } from '@vox/protocol';
import { type Clock, SystemClock } from '@vox/voice-core';

/** A client that is made wrong sends the same nonsense with every message. */
const ONCE_IN_MS = 60_000;

/** More kinds than the protocol has: a net under the memory. */
const MAX_KINDS = 200;

/** Of a field's path only this much is from our schemas: what lies deeper may be a key that the client chose. */
const NAMED_PARTS = 2;

/** One kind of refusal: when it was last told, and how many there were since. */
type Kind = { readonly toldAtMs: number; others: number };

/**
 * Tells the operator of what clients send that cannot be used, of which they themselves are told each time: one line a minute
 * for each kind, by code and field, with the number of those since the last line. The message is left out: it may quote the client.
 */
export class RefusalLog {
  readonly #logger = new Logger(RefusalLog.name);
  readonly #kinds = new Map<string, Kind>();

  constructor(private readonly clock: Pick<Clock, 'nowMs'> = new SystemClock()) {}

  note({ code, field: path }: WireError, sessionId?: string): void {
    const field = path?.split('.').slice(0, NAMED_PARTS).join('.');
    const name = `${code} ${field ?? ''}`;
    const nowMs = this.clock.nowMs();
    const known = this.#kinds.get(name);
    if (known !== undefined && nowMs - known.toldAtMs < ONCE_IN_MS) {
      known.others += 1;
      return;
    }
    if (known === undefined && this.#kinds.size >= MAX_KINDS) return;
    this.#kinds.set(name, { toldAtMs: nowMs, others: 0 });
    this.#logger.warn(
      { sessionId, code, field, othersSince: known?.others ?? 0 },
      'A client sent what cannot be used',
    );
  }
}
