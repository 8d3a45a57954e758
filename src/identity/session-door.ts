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
  /** Who talks, in the words of the client. */
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
};

/** Decides on which terms somebody opens a session, whichever channel they come by. */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly access: SessionAccess,
    private readonly uses: TokenUses,
  ) {}

  /**
   * The same as it may be opened: with whom, for whom, and whose it becomes.
   * @throws InvalidInputError `session_id` for one that they may not know of, as for one that is not there; `agent_id` for
   * one that their token is not for, `token` when it has begun all that it may; UncheckedKeyError while the database cannot be asked.
   */
  async admit(
    caller: Identity,
    asked: WantedSession,
  ): Promise<WantedSession & { readonly opener: SessionOpener }> {
    const wanted = byToken(caller, asked);
    const opener = { ownerId: caller.ownerId, opensAll: isAdmin(caller) };
    const { sessionId } = wanted;
    if (sessionId !== undefined && !isAdmin(caller) && !(await this.#has(caller, sessionId))) {
      throw noSuchSession();
    }
    if (sessionId === undefined) await this.uses.count(caller);
    return { ...wanted, opener };
  }

  async #has(caller: Identity, sessionId: string): Promise<boolean> {
    try {
      return await this.access.has(caller, sessionId);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new UncheckedKeyError();
    }
  }
}

/** What a token says goes before what its holder does. */
function byToken({ token }: Identity, asked: WantedSession): WantedSession {
  if (token === undefined) return asked;
  const { userId, userName = asked.userName, agentId = asked.agentId, sessionIds } = token;
  if (asked.agentId !== undefined && asked.agentId !== agentId) {
    throw new InvalidInputError('agent_id', 'there is no such agent');
  }
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
