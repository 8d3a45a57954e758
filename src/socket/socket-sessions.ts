import { Injectable, Logger } from '@nestjs/common';
import { type Engines, toServerEvents, toWireError } from '@vox/protocol';
import { CapacityError, Conversations, type SessionInfo, type VoiceSession } from '@vox/voice-core';

import { VoiceService } from '../voice';
import { type ClientSocket, closeCodes } from './client-socket';

/** A full server empties by people hanging up, which takes about that long at best. */
const RETRY_AFTER_MS = 5000;

export type SessionRequest = Parameters<Conversations['getOrCreateSession']>[0];

/** What every socket-borne channel does with a session: opens it, and tells its client what happens. */
@Injectable()
export class SocketSessions {
  readonly #logger = new Logger(SocketSessions.name);

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
   * Finds or makes the stored session.
   * @throws CapacityError, InvalidInputError (unknown agent, somebody else's session)
   */
  async open(request: SessionRequest): Promise<SessionInfo> {
    this.assertCapacity();
    return this.conversations.getOrCreateSession(request);
  }

  /**
   * Runs `session` to its end and sends its events to `socket`, which it closes when the end did not
   * come from the channel. Never rejects.
   */
  async run(session: VoiceSession, socket: ClientSocket): Promise<void> {
    try {
      for await (const event of this.voice.converse(session)) {
        for (const message of toServerEvents(event, session.id)) socket.send(message);
      }
      if (!session.signal.aborted) socket.close(closeCodes.normal, 'the session is over');
    } catch (error) {
      this.reportIfOurs(error, session.id);
      socket.sendError(toWireError(error), session.id);
      socket.close(closeCodes.internalError, 'the session failed');
    }
  }

  /** Logs what a client is only told as `internal_error`. */
  reportIfOurs(error: unknown, sessionId?: string): void {
    if (toWireError(error).code !== 'internal_error') return;
    this.#logger.error({ err: error, sessionId }, 'A voice session failed');
  }
}
