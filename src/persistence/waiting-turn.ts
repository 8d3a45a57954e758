import type { TurnIdentity } from '@vox/jobs';

import type { TurnPayload } from './turn-payload';

/** A turn on its way to the database: in the journal by its name, or in memory where the disk refused it. */
export class WaitingTurn {
  /** Who it is; unknown of an entry that was not read yet. */
  identity: TurnIdentity | undefined;
  /** When the queue took it, `Clock.nowMs`. */
  offeredAtMs: number | undefined;
  /** When it was last asked what became of its job. */
  askedAtMs = -Infinity;
  /** Times in a row that neither queue nor database knew of it. */
  missed = 0;
  /** Times that the queue lost it. */
  losses = 0;
  /** Times that it alone failed. */
  strikes = 0;

  constructor(
    /** Name of its journal entry; undefined while it is in memory only. */
    readonly name: string | undefined,
    readonly unjournaled?: TurnPayload,
  ) {
    if (unjournaled !== undefined) this.identity = identityOf(unjournaled);
  }
}

/** Ids only: thousands may wait, and their words are on the disk. */
export function identityOf({
  turnId,
  startedAtMs,
  speakerIds,
  session,
}: TurnPayload): TurnIdentity {
  return {
    turnId,
    startedAtMs,
    ...(speakerIds === undefined ? {} : { speakerIds }),
    session: {
      id: session.id,
      userId: session.userId,
      channel: session.channel,
      ...(session.ownerId === undefined ? {} : { ownerId: session.ownerId }),
      ...(session.groupId === undefined ? {} : { groupId: session.groupId }),
    },
  };
}
