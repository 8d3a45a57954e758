/** An invite as it is kept: who it is for stands in its token alone. */
export type BookedInvite = {
  readonly id: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
  /** Null: any number. */
  readonly maxUses: number | null;
  readonly uses: number;
};

/** Keeps which invites are out, and how often they were used: over restarts, and for every process of the database. */
export abstract class InviteBook {
  /** @throws UnknownSessionError, TooManyInvitesError */
  abstract add(invite: Omit<BookedInvite, 'uses'>): Promise<void>;
  /** Counts a use; false when there is none left, or the invite was taken back. */
  abstract use(id: string): Promise<boolean>;
  /** @returns whether there was one. */
  abstract remove(sessionId: string, id: string): Promise<boolean>;
  /** Those of the session that have not expired, the next to expire first. */
  abstract list(sessionId: string): Promise<BookedInvite[]>;
}

/** Links that are passed on need one invite, not many. */
export const MAX_INVITES_PER_SESSION = 200;

export class UnknownSessionError extends Error {
  override readonly name = 'UnknownSessionError';
}

export class TooManyInvitesError extends Error {
  override readonly name = 'TooManyInvitesError';
}
