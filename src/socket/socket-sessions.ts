import { Injectable, Logger } from '@nestjs/common';
import { FailureLog } from '@vox/logging';
import {
  type Engines,
  type GivenConsents,
  toServerEvents,
  toWireError,
  type WireError,
} from '@vox/protocol';
import {
  type AdmissionSlot,
  type AgentConfig,
  CapacityError,
  Conversations,
  InvalidInputError,
  type SessionInfo,
  type Speaker,
  type VoiceSession,
} from '@vox/voice-core';

import { AuthService } from '../auth';
import { accountOf, ConsentBook, type ConsentSeat } from '../consents';
import { type AdmittedSession, type Identity, SessionDoor } from '../identity';
import { type Invite, Invites } from '../invites';
import { Limits } from '../limits';
import { VoiceService } from '../voice';
import { type ClientSocket, closeCodes } from './client-socket';
import { ConsentLine } from './consent-line';
import { namedSession, speakerOf } from './member-session';
import type { Admission } from './socket-authorizer';
import { RefusalLog } from './refusal-log';
import { type StayDeps, watchRightToStay } from './right-to-stay';

export type SessionRequest = Omit<Parameters<Conversations['getOrCreateSession']>[0], 'opener'> & {
  /** With whose members a session is shared that is made. */
  readonly groupId?: string;
  /** What who talks says as they come that they allow. */
  readonly consents?: GivenConsents;
};

/**
 * A session that a client takes part in: its own, or as `guest` one that goes on elsewhere. Its `slot` is kept from then on;
 * who opened it gives it back when the session is over, or does not come about.
 */
export type OpenedSession = {
  readonly info: SessionInfo;
  /** As whom they take part, where that is not as the one whose session it is. */
  readonly guest?: Speaker;
  readonly invite?: Invite;
  /** Who goes on with a session of somebody else's, which their group shares. */
  readonly member?: Identity;
  /** It goes on for nobody yet: it begins with that guest. */
  readonly begins?: true;
  readonly slot: AdmissionSlot;
  /** What they allow; left by whoever gives the slot back. */
  readonly seat: ConsentSeat;
};

type Asked = Pick<SessionRequest, 'channel' | 'consents'>;

type Opening = {
  readonly caller: Identity;
  readonly wanted: Omit<SessionRequest, keyof Asked>;
  readonly asked: Asked;
  readonly slot: AdmissionSlot;
};

/** What every socket-borne channel does with a session: opens it, and tells its client what happens. */
@Injectable()
export class SocketSessions {
  readonly #failures = new FailureLog(new Logger(SocketSessions.name));
  readonly #refusals = new RefusalLog();
  readonly #watching: StayDeps;

  constructor(
    private readonly voice: VoiceService,
    private readonly conversations: Conversations,
    private readonly limits: Limits,
    private readonly invites: Invites,
    private readonly door: SessionDoor,
    private readonly consents: ConsentBook,
    auth: AuthService,
  ) {
    const report = (error: unknown, sessionId: string) => void this.report(error, sessionId);
    this.#watching = { invites, door, auth, report };
  }

  /** Who hears, thinks and speaks in a session of this agent. */
  engines(agent: AgentConfig): Engines {
    return this.voice.engines(agent);
  }

  /**
   * Finds or makes the stored session; with an invite, the one it is for, which must be going on.
   * @throws CapacityError (the server is full, or this client begins too many), InvalidInputError (unknown agent, somebody
   * else's session, over), LimitReachedError (nothing may be spent on it any more)
   */
  async open(
    { channel, consents, ...wanted }: SessionRequest,
    { address, caller, invite }: Admission,
  ): Promise<OpenedSession> {
    this.#countStart(address, 'from your address');
    const key = caller && this.limits.keyOf(caller);
    if (key !== undefined) this.#countStart(key, 'with your key or log-in');
    const asked = { channel, consents };
    if (invite !== undefined) return this.#openInvited(invite, asked);
    if (caller === undefined) throw new InvalidInputError('invite', 'is missing');
    const slot = this.voice.reserve();
    try {
      const opened = await this.door.enter(caller, wanted, (admitted) =>
        this.#openAdmitted(admitted, { caller, wanted, asked, slot }),
      );
      // Who joins one that goes on has a place there.
      if (opened.slot !== slot) slot.release();
      return opened;
    } catch (error) {
      slot.release();
      throw error;
    }
  }

  async #openAdmitted(
    { asMember, ...admitted }: AdmittedSession,
    { caller, wanted, asked, slot }: Opening,
  ): Promise<OpenedSession> {
    const guest = asMember === true ? speakerOf(caller, wanted) : undefined;
    if (guest !== undefined) {
      const joined = await this.#joinAsMember(admitted.sessionId, caller, guest, asked);
      if (joined !== undefined) return joined;
    }
    const info = await this.conversations.getOrCreateSession({
      ...admitted,
      channel: asked.channel,
    });
    await this.voice.spending.check(info);
    const isByToken = caller.token !== undefined;
    const seat = await this.#enter(info, { ...asked, guest, isByToken });
    const begun = { info, slot, seat };
    return guest === undefined ? begun : { ...begun, guest, member: caller, begins: true };
  }

  #countStart(client: string, by: string): void {
    if (this.limits.sessionStarts.take(client)) return;
    const waitMs = this.limits.sessionStarts.waitMs(client);
    throw new CapacityError(`Too many sessions are begun ${by}.`, waitMs);
  }

  /**
   * Runs what was opened to its end and sends its events to `socket`, which it closes when the end did not
   * come from the channel. Never rejects.
   */
  async run(
    { info, guest, slot, seat, begins, ...opened }: OpenedSession,
    line: Pick<VoiceSession, 'channel' | 'input' | 'audioOut' | 'signal'>,
    socket: ClientSocket,
  ): Promise<void> {
    const agent = info.agentOrigin === 'named' ? { agentId: info.agent.id } : {};
    const { sessionId: id, userId, ownerId = null } = info;
    const consents = new ConsentLine(seat, socket, id);
    const heard = { ...line, input: consents.heard(line.input) };
    const session = { ...heard, id, userId, ownerId, ...agent };
    const own = guest === undefined ? session : namedSession(session, guest);
    const events =
      guest === undefined || begins === true
        ? this.voice.converse(own, slot)
        : this.voice.join(session.id, { ...heard, speaker: guest }, slot);
    const stopWatching = watchRightToStay({ ...opened, info }, this.#watching, (error, reason) => {
      socket.sendError(error, session.id);
      socket.close(closeCodes.policyViolation, reason);
    });
    consents.talkWith(info.agent);
    try {
      for await (const event of events) {
        if (event.type === 'agent-change') this.#changeAgent(consents, session.id);
        for (const message of toServerEvents(event, session.id)) socket.send(message);
      }
      if (!session.signal.aborted) socket.close(closeCodes.normal, 'the session is over');
    } catch (error) {
      socket.sendError(this.report(error, session.id), session.id);
      const isFull = error instanceof CapacityError;
      socket.close(
        isFull ? closeCodes.tryAgainLater : closeCodes.internalError,
        'the session failed',
      );
    } finally {
      stopWatching();
      consents.close();
    }
  }

  #changeAgent(consents: ConsentLine, sessionId: string): void {
    const agent = this.conversations.getAgentConfig(sessionId);
    agent.then(
      (config) => consents.talkWith(config),
      (error: unknown) => this.report(error, sessionId),
    );
  }

  /** They take part where it goes on; undefined where it does not. */
  async #joinAsMember(
    sessionId: string | undefined,
    member: Identity,
    guest: Speaker,
    asked: Asked,
  ): Promise<OpenedSession | undefined> {
    const info = sessionId === undefined ? undefined : await this.voice.liveInfo(sessionId);
    if (info === undefined) return undefined;
    const slot = this.voice.reserveGuest(info.sessionId);
    const seat = await this.#enter(info, { ...asked, guest });
    return { info, guest, member, slot, seat };
  }

  /** Counted last: who is refused for another reason may come again. */
  async #openInvited(invite: Invite, asked: Asked): Promise<OpenedSession> {
    const { sessionId, guest } = invite;
    const info = await this.voice.liveInfo(sessionId);
    if (info === undefined) {
      throw new InvalidInputError('session_id', 'the conversation has not begun, or is over');
    }
    const slot = this.voice.reserveGuest(sessionId);
    try {
      await this.invites.use(invite);
    } catch (error) {
      slot.release();
      throw error;
    }
    const seat = await this.#enter(info, { ...asked, guest });
    return { info, guest, invite, slot, seat };
  }

  /** Who comes in is known by what they have allowed. Never rejects. */
  #enter(
    info: SessionInfo,
    {
      channel,
      consents,
      guest,
      isByToken = false,
    }: Asked & { guest?: Speaker | undefined; isByToken?: boolean },
  ): Promise<ConsentSeat> {
    const { sessionId, ownerId = null, userId } = info;
    return this.consents.enter({
      sessionId,
      ownerId,
      person: guest?.id ?? userId,
      isOwn: guest === undefined,
      door: channel === 'webrtc' ? 'browser' : 'websocket',
      account: guest === undefined ? accountOf(info) : undefined,
      isByToken,
      ...(consents === undefined ? {} : { answers: consents }),
    });
  }

  /**
   * What a client is told of a request that failed. The operator is told, too: the one cannot be had without the other.
   * @param own What it is on the wire, where it is a failure that only the channel knows.
   */
  report(error: unknown, sessionId?: string, own?: WireError): WireError {
    const meaning = own ?? toWireError(error);
    const { code, field } = meaning;
    const about = { sessionId, code, field };
    this.#failures.report(error, 'A client was told of a failure', about, own?.code);
    return meaning;
  }

  /** The operator sees that clients send what cannot be used; telling the client is the channel's. */
  noteRefusal(error: WireError, sessionId?: string): void {
    this.#refusals.note(error, sessionId);
  }
}
