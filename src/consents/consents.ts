import type { ConsentKind } from '@vox/protocol';

/** Who takes part in a session. */
export type Participant = {
  readonly sessionId: string;
  /** One of several who share it: a guest, or somebody in a Discord channel. Absent: the one whose session it is. */
  readonly speakerId?: string | undefined;
};

/** Something is allowed from now on, or not any more. */
export type ConsentChange = Participant & {
  readonly kind: ConsentKind;
  readonly isGiven: boolean;
  /** By who came in or left: nobody has answered anything, so what was allowed until then stays. */
  readonly isByCompany?: true;
};

/** What those who talk have allowed. Nobody has allowed anything until they do. */
export abstract class Consents {
  /** Just now, from memory. False for who takes part in no session at this server. Must be cheap: it is asked for each frame of sound. */
  abstract isGiven(who: Participant, kind: ConsentKind): boolean;

  /**
   * Whether they refused it in that session, or took it back, as the database says: also when the session is over.
   * @param person As the session names who it is with.
   */
  abstract isRefused(sessionId: string, person: string, kind: ConsentKind): Promise<boolean>;

  /** Told at once of each change of what `isGiven` answers. @param listener Must not throw. @returns ends it. */
  abstract listen(listener: (change: ConsentChange) => void): () => void;
}
