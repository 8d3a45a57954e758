import {
  type Joined,
  type SignallingRequest,
  signallingRequestSchema,
  type WireError,
} from '@vox/protocol';
import { type AbortReason, CapacityError, type Clock, type SessionInput } from '@vox/voice-core';

import type { TokenBucket } from '../limits';

import {
  type ClientSocket,
  closeCodes,
  ConsentAnswers,
  type SocketAuthorizer,
  type Entrance,
  type OpenedSession,
  readMessage,
  type SocketSessions,
} from '../socket';
import { MediaFailedError } from './media.errors';
import type { MediaWorkers } from './media-workers';
import { WebRtcMedia } from './webrtc-media';

type Request<Method extends SignallingRequest['method']> = Extract<
  SignallingRequest,
  { method: Method }
>;

type State =
  | { readonly status: 'waiting' }
  | { readonly status: 'joining' }
  | {
      readonly status: 'joined';
      readonly opened: OpenedSession;
      readonly media: WebRtcMedia;
      readonly controller: AbortController;
    }
  | { readonly status: 'closed' };

/** The client did things in the wrong order. */
class OutOfOrderError extends Error {
  constructor(readonly error: WireError) {
    super(error.message);
  }
}

export type WebRtcDeps = {
  readonly sessions: SocketSessions;
  readonly workers: MediaWorkers;
  readonly clock: Clock;
  readonly authorizer: SocketAuthorizer;
  /** How often this client may type, and say yes. */
  readonly texts: TokenBucket;
};

/** One client of `/ws/webrtc`, from its connection to its close. Owns the socket and the session's media. */
export class WebRtcConnection {
  private readonly socket: ClientSocket;
  readonly #answers: ConsentAnswers;
  #state: State = { status: 'waiting' };

  constructor(
    private readonly entrance: Entrance,
    private readonly deps: WebRtcDeps,
    onClosed: () => void,
  ) {
    this.socket = entrance.socket;
    this.#answers = new ConsentAnswers(deps.texts);
    this.socket.listen({
      onText: (text) => this.#onText(text),
      onBinary: () =>
        this.#refuse({ code: 'invalid_message', message: 'requests are JSON text frames' }),
      onClose: () => {
        this.#hangUp('hang-up');
        onClosed();
      },
    });
  }

  /** The server is going down. */
  shutDown(): void {
    this.#hangUp('shutdown');
    this.socket.close(closeCodes.goingAway, 'the server is shutting down');
  }

  #onText(text: string): void {
    const read = readMessage(text, signallingRequestSchema);
    if (read.isValid) void this.#answer(read.message);
    else this.#refuse(read.error, requestId(read.raw));
  }

  async #answer(request: SignallingRequest): Promise<void> {
    const { id } = request;
    try {
      const data = await this.#handle(request);
      this.socket.send({ id, ok: true, data });
      // The answer comes before the close.
      if (request.method === 'leave') this.socket.close(closeCodes.normal, 'left');
    } catch (error) {
      if (this.#isGone()) return;
      this.socket.send({ id, ok: false, error: this.#report(error) });
      if (error instanceof CapacityError) {
        this.socket.close(closeCodes.tryAgainLater, 'try again later');
      }
    }
  }

  async #handle(request: SignallingRequest): Promise<unknown> {
    switch (request.method) {
      case 'join':
        return this.#join(request);
      case 'connect_transport':
        await this.#media(request).connect(request.data.direction, request.data.dtls_parameters);
        return {};
      case 'produce':
        return { producer_id: await this.#media(request).produce(request.data.rtp_parameters) };
      case 'consume': {
        const consumer = await this.#media(request).consume(request.data.rtp_capabilities);
        return {
          consumer_id: consumer.id,
          producer_id: consumer.producerId,
          kind: consumer.kind,
          rtp_parameters: consumer.rtpParameters,
        };
      }
      case 'resume':
        await this.#media(request).resume();
        return {};
      case 'text_message':
        return this.#onTyped(request, request.data.text);
      case 'interrupt':
        return this.#push(request, { type: 'interrupt' });
      case 'consent': {
        this.#media(request);
        if (this.#state.status !== 'joined') return {};
        const { seat } = this.#state.opened;
        const { kind, given } = request.data;
        const fate = this.#answers.take(request.data, seat.isGiven(kind));
        if (fate === 'too-many') throw tooMany(request);
        if (fate === 'counts') await seat.answer(kind, given);
        return {};
      }
      case 'leave':
        this.#hangUp('hang-up');
        return {};
    }
  }

  async #join({ data }: Request<'join'>): Promise<Joined> {
    if (this.#state.status !== 'waiting') {
      const message = 'method: the session is joined already';
      throw new OutOfOrderError({ code: 'invalid_message', message, field: 'method' });
    }
    this.#state = { status: 'joining' };
    this.entrance.deadline.stop();
    let opened: OpenedSession | undefined;
    try {
      const { admission } = this.entrance;
      const invite = this.deps.authorizer.inviteOf(admission, data.invite);
      opened = await this.deps.sessions.open(
        {
          ...(data.session_id === undefined ? {} : { sessionId: data.session_id }),
          ...(data.agent_id === undefined ? {} : { agentId: data.agent_id }),
          ...(data.group_id === undefined ? {} : { groupId: data.group_id }),
          userId: data.user_id,
          channel: 'webrtc',
          consents: data.consents,
        },
        { ...admission, ...(invite === undefined ? {} : { invite }) },
      );
      const { info, guest } = opened;
      const media = await WebRtcMedia.open(await this.deps.workers.place(), this.deps.clock, {
        onReady: () => void this.#converse(),
        onFailed: (reason) => this.#failMedia(reason),
      });
      if (this.#isGone()) {
        media.close();
        throw new MediaFailedError('The client is gone.');
      }
      this.#state = { status: 'joined', opened, media, controller: new AbortController() };
      return {
        session_id: info.sessionId,
        agent: { id: info.agent.id, name: info.agent.name },
        engines: this.deps.sessions.engines(info.agent),
        ...(guest === undefined ? {} : { guest }),
        ...media.describe(),
      };
    } catch (error) {
      opened?.slot.release();
      opened?.seat.leave();
      if (!this.#isGone()) {
        this.#state = { status: 'waiting' };
        this.entrance.deadline.restart();
      }
      throw error;
    }
  }

  /** The browser can hear: the conversation begins. */
  async #converse(): Promise<void> {
    if (this.#state.status !== 'joined') return;
    const { opened, media, controller } = this.#state;
    await this.deps.sessions.run(
      opened,
      {
        channel: 'webrtc',
        input: media.uplink,
        audioOut: media.downlink,
        signal: controller.signal,
      },
      this.socket,
    );
  }

  #media({ method }: SignallingRequest): WebRtcMedia {
    if (this.#state.status === 'joined') return this.#state.media;
    throw new OutOfOrderError({
      code: 'not_started',
      message: `${method}: 'join' comes first`,
      field: 'method',
    });
  }

  #onTyped(request: SignallingRequest, text: string): object {
    this.#media(request);
    if (this.deps.texts.take()) return this.#push(request, { type: 'text', text });
    throw tooMany(request);
  }

  #push(request: SignallingRequest, input: Exclude<SessionInput, { type: 'audio' }>): object {
    if (this.#media(request).uplink.push(input)) return {};
    throw new OutOfOrderError({
      code: 'rate_limited',
      message: `${request.method}: too much is waiting to be heard`,
    });
  }

  #report(error: unknown): WireError {
    const sessionId =
      this.#state.status === 'joined' ? this.#state.opened.info.sessionId : undefined;
    if (error instanceof OutOfOrderError) {
      this.deps.sessions.noteRefusal(error.error, sessionId);
      return error.error;
    }
    if (!(error instanceof MediaFailedError)) return this.deps.sessions.report(error, sessionId);
    const meaning = { code: 'media_failed', message: error.message } as const;
    return this.deps.sessions.report(error, sessionId, meaning);
  }

  #refuse(error: WireError, id?: number): void {
    if (id === undefined) this.socket.sendError(error);
    else this.socket.send({ id, ok: false, error });
    this.deps.sessions.noteRefusal(error);
    this.socket.countBadMessage();
  }

  #failMedia(reason: string): void {
    if (this.#state.status !== 'joined') return;
    const error = new MediaFailedError(`Audio cannot flow: ${reason}.`);
    this.socket.sendError(this.#report(error), this.#state.opened.info.sessionId);
    this.#hangUp('hang-up');
    this.socket.close(closeCodes.internalError, 'media failed');
  }

  /** Asked after an await, where the compiler does not expect the state to have moved. */
  #isGone(): boolean {
    return this.#state.status === 'closed';
  }

  #hangUp(reason: AbortReason): void {
    const state = this.#state;
    this.#state = { status: 'closed' };
    if (state.status !== 'joined') return;
    state.opened.slot.release();
    state.opened.seat.leave();
    state.controller.abort(reason);
    state.media.close();
  }
}

function tooMany({ method }: SignallingRequest): OutOfOrderError {
  const message = `${method}: too many in a row; this one was dropped`;
  return new OutOfOrderError({ code: 'rate_limited', message, field: method });
}

function requestId(raw: unknown): number | undefined {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return Number.isSafeInteger(id) ? (id as number) : undefined;
}
