import { Logger } from '@nestjs/common';
import { ProviderError, type ProviderKind } from '@vox/voice-core';

/** A server that says nothing but nonsense has failed: this many in a row are no slip. */
const MAX_UNREADABLE_IN_A_ROW = 100;

export type SkippedTotal = {
  readonly kind: ProviderKind;
  readonly provider: string;
  readonly fault: 'unknown' | 'unreadable';
  readonly count: number;
};

const totals = new Map<string, SkippedTotal>();

/** How many messages of each server were passed over since the process began. */
export function skippedMessageTotals(): readonly SkippedTotal[] {
  return [...totals.values()];
}

/**
 * Passes over what a server says that cannot be used, so that one odd message costs nothing else: counts it, and warns
 * once per connection, without its words. One instance serves one connection.
 */
export class SkippedMessages {
  #inARow = 0;
  #unreadable = 0;
  #hasWarned = false;
  #isUsable = false;

  constructor(
    private readonly kind: ProviderKind,
    private readonly provider: string,
    private readonly logger: Pick<Logger, 'warn'> = new Logger(SkippedMessages.name),
  ) {}

  /** Whether all that could have told anything was unreadable. */
  get isAllUnreadable(): boolean {
    return this.#unreadable > 0 && !this.#isUsable;
  }

  /** A message was of use. */
  used(): void {
    this.#inARow = 0;
    this.#isUsable = true;
  }

  /** A message of a kind that nobody here knows. */
  unknown(): void {
    this.#count('unknown');
  }

  /**
   * A message that is not what it has to be. `why` names the field or the fault, never what was said.
   * @throws ProviderError of category `protocol` when there were too many in a row.
   */
  unreadable(why: string): void {
    this.#count('unreadable', why);
    this.#unreadable++;
    this.#inARow++;
    if (this.#inARow >= MAX_UNREADABLE_IN_A_ROW) throw this.failure();
  }

  failure(): ProviderError {
    return new ProviderError(`${this.provider}: no message can be read`, {
      kind: this.kind,
      provider: this.provider,
      category: 'protocol',
    });
  }

  #count(fault: SkippedTotal['fault'], why?: string): void {
    const { kind, provider } = this;
    const key = `${kind} ${provider} ${fault}`;
    totals.set(key, { kind, provider, fault, count: (totals.get(key)?.count ?? 0) + 1 });
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const reason = why === undefined ? {} : { why };
    this.logger.warn(
      { room: kind, provider, kind: fault, ...reason },
      'A message of a provider was passed over; further ones of this connection are only counted',
    );
  }
}

/** Which fields of a message are not what they have to be, without what they hold. */
export function shapeFault(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}): string {
  const fields = error.issues.map(({ path }) => path.map(String).join('.'));
  return `the shape of ${fields[0] === '' ? 'the whole' : fields.slice(0, 5).join(', ')}`;
}
