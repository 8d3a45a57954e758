import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { InvalidInputError, type SessionOpener } from '@vox/voice-core';

import { type Identity, isAdmin } from './identity';
import { UncheckedKeyError } from './identity-cache';
import { SessionAccess } from './session-access';
import { TokenUses } from './token-uses';

/** What somebody asks for who opens a session, or makes one. */
type WantedSession = {
  /** One that there is; for an admin also one of this id that is made. */
  readonly sessionId?: string;
  /** With which group one that is made is shared; of one that there is, the group that it has. */
  readonly groupId?: string;
  /** Who talks, in the words of the client. */
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
};

/** How it may be opened. */
export type AdmittedSession = Omit<WantedSession, 'groupId'> & {
  readonly opener: SessionOpener;
  /** Set for a session of somebody else's, which its group shares: they talk in it as themselves. */
  readonly asMember?: true;
};

/** Decides on which terms somebody opens a session, whichever channel they come by. */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly access: SessionAccess,
    private readonly uses: TokenUses,
  ) {}

  /**
   * Has `open` open what is asked for, as `admit` says that it may be opened. Where that comes to nothing, the caller's token may
   * begin as many as before.
   * @throws what `admit` and `open` throw.
   */
  async enter<Opened>(
    caller: Identity,
    asked: WantedSession,
    open: (admitted: AdmittedSession) => Promise<Opened>,
  ): Promise<Opened> {
    const admitted = await this.admit(caller, asked);
    try {
      return await open(admitted);
    } catch (error) {
      if (admitted.sessionId === undefined) await this.uses.giveBack(caller);
      throw error;
    }
  }

  /**
   * The same as it may be opened: with whom, for whom, and whose it becomes.
   * @throws InvalidInputError `session_id` for one that they may not know of, as for one that is not there; `group_id` for a
   * group that they are no member of, as for one that is not there, or one that the session is not of; `agent_id` for one
   * that their token is not for, `token` when it has begun all that it may; UncheckedKeyError while the database cannot be
   * asked.
   */
  async admit(caller: Identity, asked: WantedSession): Promise<AdmittedSession> {
    const { groupId, ...wanted } = byToken(caller, asked);
    const { sessionId } = wanted;
    if (sessionId !== undefined && !isAdmin(caller)) {
      return this.#goOn(caller, { ...wanted, sessionId }, groupId);
    }
    if (
      groupId !== undefined &&
      !(await orUnchecked(() => this.access.mayShareWith(caller, groupId)))
    ) {
      throw noSuchGroup();
    }
    if (sessionId === undefined) await this.uses.count(caller);
    const { ownerId } = caller;
    const opener = { ownerId, opensAll: isAdmin(caller), isOwner: isThemselves(caller) };
    return { ...wanted, opener: groupId === undefined ? opener : { ...opener, groupId } };
  }

  /**
   * Whether somebody may still take part, as a member, in a session that they were let into; true while the database cannot be
   * asked.
   */
  async mayStay(member: Identity, sessionId: string): Promise<boolean> {
    try {
      return await this.access.mayGoOn(member, sessionId);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      return true;
    }
  }

  async #goOn(
    caller: Identity,
    wanted: NamedSession,
    groupId: string | undefined,
  ): Promise<AdmittedSession> {
    const { sessionId } = wanted;
    const found = await orUnchecked(() => this.access.find(caller, sessionId, 'continue'));
    if (found === undefined) throw noSuchSession();
    if (groupId !== undefined && groupId !== found.groupId) throw noSuchGroup();
    const { ownerId = null, userId } = found;
    const opener = { ownerId, opensAll: false };
    if (ownerId === caller.ownerId) {
      return { ...wanted, opener: { ...opener, isOwner: isThemselves(caller) } };
    }
    // It stays with whom it is: what its owner calls them, and its agent.
    return { sessionId, userId, opener, asMember: true };
  }
}

/** A token is for whoever is given it. */
function isThemselves({ ownerId, token }: Identity): boolean {
  return ownerId !== null && token === undefined;
}

type NamedSession = Omit<WantedSession, 'groupId'> & { readonly sessionId: string };

/** @throws UncheckedKeyError while the database cannot be asked. */
async function orUnchecked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    throw new UncheckedKeyError();
  }
}

/** What a token says goes before what its holder does. */
function byToken({ token }: Identity, asked: WantedSession): WantedSession {
  if (token === undefined) return asked;
  const { userId, userName = asked.userName, agentId = asked.agentId, sessionIds } = token;
  if (asked.agentId !== undefined && asked.agentId !== agentId) {
    throw new InvalidInputError('agent_id', 'there is no such agent');
  }
  if (asked.groupId !== undefined) throw noSuchGroup();
  // A token for one session need not be told which.
  const sessionId = asked.sessionId ?? (sessionIds?.length === 1 ? sessionIds[0] : undefined);
  if (sessionId === undefined && sessionIds !== undefined) throw noSuchSession();
  return {
    userId,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(userName === undefined ? {} : { userName }),
    ...(agentId === undefined ? {} : { agentId }),
  };
}

function noSuchSession(): InvalidInputError {
  return new InvalidInputError('session_id', 'there is no such session');
}

function noSuchGroup(): InvalidInputError {
  return new InvalidInputError('group_id', 'there is no such group');
}
