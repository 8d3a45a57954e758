import {
  type SessionStarted,
  toWireError,
  type ConsentAnswer,
  type VoiceClientEvent,
  voiceClientEventSchema,
  type WireError,
} from '@vox/protocol';
import {
  type AbortReason,
  CapacityError,
  type Clock,
  InvalidInputError,
  type SessionInput,
} from '@vox/voice-core';

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
import { isRecording, toAudioFormat } from './audio-format';
import { VoiceSocketInput } from './voice-socket-input';
import { VoiceSocketSink } from './voice-socket-sink';

type Start = Extract<VoiceClientEvent, { event: 'start' }>['data'];

type Live = {
  readonly status: 'live';
  readonly input: VoiceSocketInput;
  readonly controller: AbortController;
  /** Known once the stored session is open; audio is taken before that. */
  opened?: OpenedSession;
  readonly answers: ConsentAnswers;
  /** What was answered before the session was open: of each kind what was said last. */
  readonly early: Map<ConsentAnswer['kind'], boolean>;
};

type State = { readonly status: 'waiting' } | Live | { readonly status: 'closed' };

/** A client that floods is told so this often, not once a message. */
const RATE_LIMIT_NOTICE_MS = 1000;

export type VoiceSocketDeps = {
  readonly sessions: SocketSessions;
  readonly authorizer: SocketAuthorizer;
  /** How often this client may type, and say yes. */
  readonly texts: TokenBucket;
  /** Opens the session at the first audio, where the client has not sent one. */
  readonly start?: Start;
};

/** One client of `/ws/voice`, from its connection to its close. Owns the socket and the session's input. */
export class VoiceSocketConnection {
  #state: State = { status: 'waiting' };
  private readonly socket: ClientSocket;
  #noticedAtMs = Number.NEGATIVE_INFINITY;
  /** What the client sends, known by its first audio since `start`: all of a recording comes after its beginning. */
  #sends: 'nothing' | 'audio' | 'recording' = 'nothing';

  constructor(
    private readonly entrance: Entrance,
    private readonly deps: VoiceSocketDeps,
    private readonly clock: Clock,
    onClosed: () => void,
  ) {
    this.socket = entrance.socket;
    this.socket.listen({
      onText: (text) => this.#onText(text),
      onBinary: (bytes) => this.#onAudio(bytes),
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
    const read = readMessage(text, voiceClientEventSchema);
    if (read.isValid) this.#onEvent(read.message);
    else this.#refuse(read.error);
  }

  #onEvent(message: VoiceClientEvent): void {
    switch (message.event) {
      case 'start':
        return this.#onStart(message.data);
      case 'end_of_utterance':
        return this.#push(message.event, { type: 'end-of-utterance' });
      case 'interrupt':
        return this.#push(message.event, { type: 'interrupt' });
      case 'text_message':
        return this.#onTyped(message.data.text);
      case 'consent':
        return this.#onConsent(message.data);
      case 'ping':
        return this.socket.send({ event: 'pong', data: {} });
      case 'stop':
        this.#hangUp('hang-up');
        return this.socket.close(closeCodes.normal, 'stopped by the client');
    }
  }

  #onStart(start: Start): void {
    if (this.#state.status === 'live') {
      this.#refuse({
        code: 'invalid_message',
        message: 'event: the session has started already',
        field: 'event',
      });
    } else {
      this.#sends = 'nothing';
      this.#open(start);
    }
  }

  #open(start: Start): void {
    if (this.#state.status === 'waiting') void this.#converse(start);
  }

  async #converse(start: Start): Promise<void> {
    const format = toAudioFormat(start);
    const input = new VoiceSocketInput(format, this.clock);
    const live: Live = {
      status: 'live',
      input,
      controller: new AbortController(),
      answers: new ConsentAnswers(this.deps.texts),
      early: new Map(),
    };
    this.#state = live;
    this.entrance.deadline.stop();
    let opened: OpenedSession | undefined;
    try {
      const { admission } = this.entrance;
      const invite = this.deps.authorizer.inviteOf(admission, start.invite);
      opened = await this.deps.sessions.open(
        {
          ...(start.session_id === undefined ? {} : { sessionId: start.session_id }),
          ...(start.agent_id === undefined ? {} : { agentId: start.agent_id }),
          ...(start.group_id === undefined ? {} : { groupId: start.group_id }),
          userId: start.user_id,
          channel: 'websocket',
          consents: start.consents,
        },
        { ...admission, ...(invite === undefined ? {} : { invite }) },
      );
      const { info, guest } = opened;
      live.opened = opened;
      for (const [kind, given] of live.early) this.#passOn({ kind, given }, opened);
      if (live.controller.signal.aborted) return;
      this.socket.send({
        event: 'session_started',
        data: {
          session_id: info.sessionId,
          agent: { id: info.agent.id, name: info.agent.name },
          engines: this.deps.sessions.engines(info.agent),
          encoding: format.encoding,
          sample_rate_hz: format.sampleRateHz,
          ...(guest === undefined ? {} : { guest }),
        },
      } satisfies SessionStarted);
      await this.deps.sessions.run(
        opened,
        {
          channel: 'websocket',
          input,
          audioOut: new VoiceSocketSink(format, this.socket),
          signal: live.controller.signal,
        },
        this.socket,
      );
    } catch (error) {
      this.socket.sendError(this.deps.sessions.report(error, start.session_id));
      if (error instanceof CapacityError) {
        this.socket.close(closeCodes.tryAgainLater, 'try again later');
      }
    } finally {
      opened?.slot.release();
      opened?.seat.leave();
      input.close();
      // A refused start leaves the socket open for another try.
      if (this.#state === live) {
        this.#state = { status: 'waiting' };
        this.entrance.deadline.restart();
      }
    }
  }

  #onConsent(answer: ConsentAnswer): void {
    if (this.#state.status !== 'live') return this.#refuseBeforeStart('consent');
    const { opened, answers, early } = this.#state;
    const { kind, given } = answer;
    // What was given before is not known yet, and may have been all of it.
    const isGiven = opened?.seat.isGiven(kind) ?? true;
    const fate = answers.take(answer, isGiven);
    if (fate === 'too-many') return this.#tellOfTooMany('consent');
    if (fate === 'repeated') return;
    if (opened === undefined) early.set(kind, given);
    else this.#passOn(answer, opened);
  }

  #passOn({ kind, given }: ConsentAnswer, { info: { sessionId }, seat }: OpenedSession): void {
    seat.answer(kind, given).catch((error: unknown) => {
      this.socket.sendError(this.deps.sessions.report(error, sessionId), sessionId);
    });
  }

  #onTyped(text: string): void {
    if (this.#state.status === 'live' && !this.deps.texts.take()) {
      return this.#tellOfTooMany('text_message');
    }
    this.#push('text_message', { type: 'text', text });
  }

  #push(event: string, input: Exclude<SessionInput, { type: 'audio' }>): void {
    if (this.#state.status !== 'live') return this.#refuseBeforeStart(event);
    if (!this.#state.input.push(input)) this.#noticeRateLimit(event);
  }

  #onAudio(bytes: Uint8Array): void {
    try {
      this.#noteWhatComes(bytes);
      if (this.#state.status !== 'live') return this.#refuseBeforeStart('audio');
      if (!this.#state.input.pushAudio(bytes)) this.#noticeRateLimit('audio');
    } catch (error) {
      this.#refuse(toWireError(error));
    }
  }

  /** @throws InvalidInputError for what is no audio that this socket takes. */
  #noteWhatComes(bytes: Uint8Array): void {
    if (this.#sends === 'nothing') {
      this.#sends = isRecording(bytes) ? 'recording' : 'audio';
      if (this.#sends === 'audio' && this.deps.start !== undefined) this.#open(this.deps.start);
    }
    if (this.#sends !== 'recording') return;
    const advice = "send 'start', then PCM or Opus packets";
    throw new InvalidInputError('audio', `a recording (WebM, Ogg) is not understood: ${advice}`);
  }

  #refuseBeforeStart(field: string): void {
    if (this.#state.status === 'closed') return;
    this.#refuse({ code: 'not_started', message: `${field}: send 'start' first`, field });
  }

  #refuse(error: WireError): void {
    this.#tell(error);
    this.socket.countBadMessage();
  }

  #tell(error: WireError): void {
    this.socket.sendError(error, this.#sessionId());
    this.deps.sessions.noteRefusal(error, this.#sessionId());
  }

  #tellOfTooMany(field: string): void {
    const message = `${field}: too many in a row; this one was dropped`;
    this.#tell({ code: 'rate_limited', message, field });
  }

  #noticeRateLimit(field: string): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#noticedAtMs < RATE_LIMIT_NOTICE_MS) return;
    this.#noticedAtMs = nowMs;
    this.#tell({
      code: 'rate_limited',
      message: `${field}: more than 30 s ahead of real time; what came on top was dropped`,
      field,
    });
  }

  #sessionId(): string | undefined {
    return this.#state.status === 'live' ? this.#state.opened?.info.sessionId : undefined;
  }

  #hangUp(reason: AbortReason): void {
    const state = this.#state;
    this.#state = { status: 'closed' };
    if (state.status !== 'live') return;
    state.controller.abort(reason);
    state.input.close();
  }
}
