import type { ConsentAnswer, ConsentKind } from '@vox/protocol';

import type { TokenBucket } from '../limits';

/**
 * How often one client may answer what it allows. A refusal counts however much the client has sent: what is taken back is
 * lost to no limit. Typed messages' limit holds for each yes, and for refusals that change nothing, so that no flood is stored.
 */
export class ConsentAnswers {
  /** What counted last. */
  readonly #newest = new Map<ConsentKind, boolean>();

  constructor(private readonly texts: TokenBucket) {}

  /**
   * @param isGiven Whether what it answers to is given just now.
   * @returns `repeated`: refused already, and not to be passed on again; `too-many`: a yes that does not count.
   */
  take({ kind, given }: ConsentAnswer, isGiven: boolean): 'counts' | 'repeated' | 'too-many' {
    // A yes of this client that is not stored yet is taken back as one that is.
    const takesBack = !given && (isGiven || this.#newest.get(kind) !== false);
    if (!takesBack && !this.texts.take()) return given ? 'too-many' : 'repeated';
    this.#newest.set(kind, given);
    return 'counts';
  }
}
