import { Injectable, Logger } from '@nestjs/common';
import { FailureLog } from '@vox/logging';
import { type Engines, toServerEvents, toWireError, type WireError } from '@vox/protocol';
import {
  CapacityError,
  Conversations,
  InvalidInputError,
  type SessionInfo,
  type Speaker,
  type VoiceSession,
} from '@vox/voice-core';

import type { Invite } from '../invites';
import { VoiceService } from '../voice';
import { type ClientSocket, closeCodes } from './client-socket';

/** A full server empties by people hanging up, which takes about that long at best. */
const RETRY_AFTER_MS = 5000;

export type SessionRequest = Parameters<Conversations['getOrCreateSession']>[0];

/** A session that a client takes part in: its own, or as `guest` one that goes on elsewhere. */
export type OpenedSession = { readonly info: SessionInfo; readonly guest?: Speaker };

/** What every socket-borne channel does with a session: opens it, and tells its client what happens. */
@Injectable()
export class SocketSessions {
  readonly #failures = new FailureLog(new Logger(SocketSessions.name));

  constructor(
    private readonly voice: VoiceService,
    private readonly conversations: Conversations,
  ) {}

  engines(): Engines {
    return this.voice.engines();
  }

  /** @throws CapacityError when the server is full or shutting down. */
  assertCapacity(): void {
    if (this.voice.hasCapacity()) return;
    throw new CapacityError('The server is full. Try again in a moment.', RETRY_AFTER_MS);
  }

  /**
   * Finds or makes the stored session; with an invite, the one it is for, which must be going on.
   * @throws CapacityError, InvalidInputError (unknown agent, somebody else's session, over)
   */
  async open(request: SessionRequest, invite?: Invite): Promise<OpenedSession> {
    if (invite !== undefined) return this.#openInvited(invite);
    this.assertCapacity();
    return { info: await this.conversations.getOrCreateSession(request) };
  }

  /**
   * Runs what was opened to its end and sends its events to `socket`, which it closes when the end did not
   * come from the channel. Never rejects.
   */
  async run(
    { info, guest }: OpenedSession,
    line: Pick<VoiceSession, 'channel' | 'input' | 'audioOut' | 'signal'>,
    socket: ClientSocket,
  ): Promise<void> {
    const session = { ...line, id: info.sessionId, userId: info.userId };
    const events =
      guest === undefined
        ? this.voice.converse(session)
        : this.voice.join(session.id, { ...line, speaker: guest });
    try {
      for await (const event of events) {
        for (const message of toServerEvents(event, session.id)) socket.send(message);
      }
      if (!session.signal.aborted) socket.close(closeCodes.normal, 'the session is over');
    } catch (error) {
      socket.sendError(this.tell(error, session.id), session.id);
      socket.close(closeCodes.internalError, 'the session failed');
    }
  }

  async #openInvited({ sessionId, guest }: Invite): Promise<OpenedSession> {
    const info = this.voice.liveInfo(sessionId);
    if (info !== undefined) return Promise.resolve({ info, guest });
    throw new InvalidInputError('session_id', 'the conversation has not begun, or is over');
  }

  /**
   * What a client is told of a request that failed. The operator is told, too: the one cannot be had without the other.
   * @param own What it is on the wire, where it is a failure that only the channel knows.
   */
  tell(error: unknown, sessionId?: string, own?: WireError): WireError {
    const meaning = own ?? toWireError(error);
    const { code, field } = meaning;
    const about = { sessionId, code, field };
    this.#failures.report(error, 'A client was told of a failure', about, own?.code);
    return meaning;
  }
}
