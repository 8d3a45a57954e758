import type { WireError } from '@vox/protocol';
import type { SessionInfo } from '@vox/voice-core';

import type { AuthService } from '../auth';
import { type Identity, mayKnow, type SessionDoor } from '../identity';
import type { Invite, Invites } from '../invites';

/** Who takes part in a session, where they do not as the one whose session it is. */
type Participation = {
  readonly info: SessionInfo;
  readonly invite?: Invite;
  /** Their group shares it. */
  readonly member?: Identity;
};

export type StayDeps = {
  readonly invites: Pick<Invites, 'onRevoked'>;
  readonly door: Pick<SessionDoor, 'mayStay'>;
  readonly auth: Pick<AuthService, 'watch'>;
  readonly report: (error: unknown, sessionId: string) => void;
};

const TAKEN_BACK: WireError = { code: 'unauthorized', message: 'The invite was taken back.' };
const NO_MEMBER: WireError = {
  code: 'unauthorized',
  message: 'Whoever opened it is no member of its group any more.',
};
const OWNER_LEFT: WireError = {
  code: 'unauthorized',
  message: 'Its owner is in the group no longer: it goes on with them alone.',
};

/**
 * Calls `sendAway` when somebody may not take part any more, also where that was so before.
 * @returns ends the watch; nobody is sent away after that.
 */
export function watchRightToStay(
  { info, invite, member }: Participation,
  { invites, door, auth, report }: StayDeps,
  sendAway: (error: WireError, reason: string) => void,
): () => void {
  if (invite !== undefined) {
    return invites.onRevoked(invite, () => sendAway(TAKEN_BACK, 'the invite was taken back'));
  }
  if (member === undefined) return () => undefined;
  const { sessionId } = info;
  let isWatched = true;
  const look = async (now: Identity) => {
    const mayStay = await door.mayStay(now, sessionId);
    if (mayStay || !isWatched) return;
    const error = mayKnow(now, info) ? OWNER_LEFT : NO_MEMBER;
    sendAway(error, 'no longer shared with whoever opened it');
  };
  const onChecked = (now: Identity) =>
    void look(now).catch((error: unknown) => report(error, sessionId));
  onChecked(member);
  const stop = auth.watch(member, { onChecked });
  return () => {
    isWatched = false;
    stop();
  };
}
