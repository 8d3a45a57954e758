import { Injectable, Logger, Optional } from '@nestjs/common';
import { FailureLog } from '@vox/logging';
import type { Engines } from '@vox/protocol';
import {
  type AgentConfig,
  type AdmissionSlot,
  AdmissionSlots,
  type AbortReason,
  AsyncQueue,
  CapacityError,
  childController,
  Clock,
  Conversations,
  EndOfTurnDetector,
  InvalidInputError,
  LanguageModel,
  Recollections,
  type SessionHold,
  type SessionInfo,
  SessionRecorder,
  SpeechRecognizer,
  SpeechSynthesizer,
  SpendingLimits,
  Tools,
  VoiceActivityDetector,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { LateLoop } from './admission/late-loop';
import { type Guest, Guests } from './session/guests';
import { LiveSession } from './session/live-session';
import { LiveSessions, type RunningSession } from './session/live-sessions';
import { sessionOptions } from './session/session-options';
import { SessionSpending } from './session/session-spending';
import { TurnEnds } from './session/turn-ends';
import { toEngines, toOutcome } from './session/told-as';
import { TurnObservers } from './turn-observers';

/** Events waiting for a channel; a channel takes them without waiting for its client, so this is a bound. */
const EVENT_QUEUE_LIMIT = 10_000;

/** A full server empties by people hanging up, which takes about that long at best. */
const FULL = { message: 'The server is full. Try again in a moment.', retryAfterMs: 5000 };

/** The front door of the voice loop: channels call `converse` once per connection. */
@Injectable()
export class VoiceService {
  readonly #logger = new Logger(VoiceService.name);
  readonly #failures = new FailureLog(this.#logger);
  /** Those that go on in this process. */
  readonly live = new LiveSessions();
  readonly #slots: AdmissionSlots;
  readonly spending: SessionSpending;
  readonly #draining = new AbortController();
  /** Aborts when no new session is taken any more, as the server is going down. */
  readonly draining = this.#draining.signal;

  constructor(
    private readonly stt: SpeechRecognizer,
    private readonly vad: VoiceActivityDetector,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
    private readonly conversations: Conversations,
    private readonly endOfTurn: EndOfTurnDetector,
    private readonly observers: TurnObservers,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    @Optional() private readonly tools?: Tools,
    @Optional() private readonly recollections?: Recollections,
    @Optional() private readonly limits?: SpendingLimits,
    @Optional() private readonly recorder?: SessionRecorder,
    @Optional() private readonly loop?: LateLoop,
  ) {
    this.#slots = new AdmissionSlots(config.server.MAX_SESSIONS, FULL);
    this.spending = new SessionSpending(limits);
  }

  /** What runs behind the three ports for an agent, or for all that say nothing else: for pages and sockets to state. */
  engines(agent?: AgentConfig): Engines {
    return toEngines({ stt: this.stt, llm: this.llm, tts: this.tts }, agent);
  }

  get liveSessions(): number {
    return this.live.count;
  }

  /** False when full, late or shutting down: channels then refuse new sessions. */
  hasCapacity(): boolean {
    return !this.draining.aborted && this.loop?.isLate !== true && this.#slots.areFree;
  }

  /**
   * Keeps a slot for a session that is about to begin, so that it is refused before its client is told that it has
   * begun. The caller gives it back when the session is over, or does not come about.
   * @throws CapacityError when full, late or shutting down.
   */
  reserve(): AdmissionSlot {
    if (!this.hasCapacity()) throw new CapacityError(FULL.message, FULL.retryAfterMs);
    return this.#slots.take();
  }

  /** Refuses new sessions from now on and waits, `graceMs` at most, for the running answers to end. */
  async drain(graceMs: number): Promise<void> {
    this.#draining.abort();
    const answers = Promise.all(
      this.live.all.map(({ live, ends }) => live.settled().then(() => ends.settled())),
    );
    const deadline = new AbortController();
    const grace = this.clock.sleepUntil(this.clock.nowMs() + graceMs, deadline.signal);
    await Promise.race([answers, grace]);
    deadline.abort();
  }

  /**
   * Runs one session's conversation: hears, answers, and tells what happens.
   *
   * Ends when the session's input ends or its signal aborts. The channel closes what it gave; the session is
   * marked ended when its last connection is gone.
   * @param reserved The slot that the channel keeps for it; one is taken for as long as it lasts where there is none.
   * @throws InvalidInputError or AgentUnavailableError on the first event when the session cannot be opened, CapacityError
   * when the server is full, LimitReachedError when nothing may be spent on it any more; InvalidInputError at its end when it proved to be another user's.
   */
  async *converse(
    session: VoiceSession,
    reserved?: AdmissionSlot,
  ): AsyncGenerator<VoiceEvent, void, void> {
    const slot = this.#slots.has(reserved) ? undefined : this.reserve();
    const refusal = new AbortController();
    const opened = this.live.opens(session.id);
    const hold = await this.#hold(session, refusal).catch((error: unknown) => {
      opened();
      slot?.release();
      throw error;
    });
    const events = new AsyncQueue<VoiceEvent>(EVENT_QUEUE_LIMIT);
    const guests = new Guests();
    const emit = (event: VoiceEvent) => {
      events.push(event);
      guests.emit(event);
    };
    const ends = new TurnEnds((end) => this.observers.keep(live.asKept(hold.info), end), emit);
    const { controller, release } = childController(session.signal);
    const hangUp = () => controller.abort('hang-up' satisfies AbortReason);
    refusal.signal.addEventListener('abort', hangUp);
    if (refusal.signal.aborted) hangUp();
    const live = new LiveSession(
      { ...session, signal: controller.signal },
      hold.info,
      {
        ...this.#shared(),
        ...(this.config.voice.ENDPOINTING === 'adaptive' ? { endOfTurn: this.endOfTurn } : {}),
        emit: (event) => {
          this.observers.notify(live.asKept(hold.info), event);
          if (event.type !== 'turn-end') return emit(event);
          // What is buffered is dropped now, whatever the disk does.
          if (event.outcome !== 'completed') emit(toOutcome(event));
          ends.add(event);
        },
        onFailure: (error, turnId) =>
          this.#failures.report(error, 'Somebody was told of a failure', {
            sessionId: session.id,
            turnId,
            channel: session.channel,
          }),
        hangUp,
        onError: (err) => this.#logger.error({ err, sessionId: session.id }, 'A turn went wrong'),
      },
      sessionOptions(this.config.voice),
    );
    const entry: RunningSession = {
      hold,
      live,
      guests,
      ends,
      startedAtMs: this.clock.wallMs(),
      hangUp: () => {
        hangUp();
        return running.catch(() => undefined);
      },
    };
    if (this.live.isMuted(session.id)) live.mute(true);
    this.live.add(entry);
    opened();
    const running: Promise<void> = live
      .run()
      .finally(() => ends.settled())
      .finally(() => {
        events.close();
        guests.close();
        slot?.release();
        release();
        this.live.remove(entry);
        return hold.release();
      });
    // Awaited below; a channel that stops iterating early must not leave it unhandled.
    running.catch(() => undefined);
    yield* events;
    await running;
    if (refusal.signal.aborted) throw refusal.signal.reason;
  }

  /** The session of that id that goes on, on whatever channel. One that is being opened is waited for: its client knows of it. */
  async liveInfo(sessionId: string): Promise<SessionInfo | undefined> {
    return (await this.live.opened(sessionId))?.hold.info;
  }

  /**
   * Takes part in a session that lives on another channel: hears it, and is told what happens in it.
   *
   * Ends with the session, or when the guest's input ends or its signal aborts; the session does not end with the guest.
   * Who may join is the channel's to know.
   * @param reserved The slot that `reserveGuest` gave for it.
   * @throws InvalidInputError `session_id` on the first event when it does not go on; CapacityError when it is full.
   */
  async *join(
    sessionId: string,
    guest: Guest,
    reserved?: AdmissionSlot,
  ): AsyncGenerator<VoiceEvent, void, void> {
    const { guests, live } = this.#running(sessionId);
    yield* guests.host(live, guest, reserved);
  }

  /**
   * Keeps a slot for somebody who is about to `join`. The caller gives it back.
   * @throws as `join`
   */
  reserveGuest(sessionId: string): AdmissionSlot {
    return this.#running(sessionId).guests.reserve();
  }

  #running(sessionId: string): RunningSession {
    const running = this.live.newest(sessionId);
    if (running !== undefined) return running;
    throw new InvalidInputError('session_id', 'the conversation has not begun, or is over');
  }

  /**
   * Drops what `speakerId`, one of several people in that session, has said and is not answered yet, and keeps their running turn
   * out of what the model is given. What is stored is not touched. Nothing happens when no such session goes on.
   */
  forget(sessionId: string, speakerId: string): void {
    for (const { live } of this.live.of(sessionId)) live.forget(speakerId);
  }

  /** Ends the answer that is being made or spoken in that session, as an interruption would. False when there is none. */
  stopAnswer(sessionId: string): boolean {
    const stopped = this.live.of(sessionId).map(({ live }) => live.stopAnswer());
    return stopped.some(Boolean);
  }

  /**
   * The agent says `text` to who talks in that session: after the answer that goes on, or in its place. What is heard of it
   * is a turn of the conversation.
   * @returns the turn's id.
   * @throws InvalidInputError `session_id` when nobody does; CapacityError when too much waits to be said; LimitReachedError.
   */
  async announce(sessionId: string, text: string, interrupts: boolean): Promise<string> {
    await this.live.opened(sessionId);
    const { hold, live } = this.#running(sessionId);
    this.spending.require(hold.info);
    const turnId = live.announce(text, interrupts);
    if (turnId !== undefined) return turnId;
    throw new CapacityError('too much waits to be said in this session', FULL.retryAfterMs);
  }

  /** Ends that session, as if whoever talks in it had hung up. @returns, when it is over, whether somebody did. */
  async hangUp(sessionId: string): Promise<boolean> {
    await this.live.opened(sessionId);
    return (await Promise.all(this.live.of(sessionId).map((one) => one.hangUp()))).length > 0;
  }

  #shared() {
    const { stt, vad, llm, tts, tools, recollections, limits, recorder, conversations, clock } =
      this;
    return { stt, vad, llm, tts, tools, recollections, limits, recorder, conversations, clock };
  }

  async #hold(session: VoiceSession, refusal: AbortController): Promise<SessionHold> {
    const { id: sessionId, userId, ownerId, agentId, channel } = session;
    const hold = await this.conversations.holdSession(
      {
        sessionId,
        userId,
        ...(ownerId === undefined ? {} : { opener: { ownerId, opensAll: false } }),
        ...(agentId === undefined ? {} : { agentId }),
        channel,
      },
      {
        onRefused: (error) => refusal.abort(error),
        onForgotten: () => {
          for (const { live } of this.live.of(sessionId)) live.forgetAll();
        },
      },
    );
    return this.spending.held(hold);
  }
}
