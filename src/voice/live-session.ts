import {
  type AgentConfig,
  type SessionInfo,
  type Speaker,
  type VoiceSession,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import { Addressing, type Remark } from './addressing';
import { isBackchannel } from './backchannel';
import { type BargeInOptions, claimBySpeech, claimByWords, type FloorClaim } from './barge-in';
import { ConversationMemory } from './conversation-memory';
import { EchoEar } from './echo-ear';
import { toFailure } from './failure';
import { Floor, greeting } from './floor';
import type { Heard, Utterance } from './heard';
import type { AdmittedGuest, Guest } from './guest';
import { Listener } from './listener';
import type { LiveSessionOptions, LiveSessionRooms } from './live-session.types';
import { Output } from './output';
import { PacedOutput } from './paced-output';
import { Participants, type SessionEvent } from './participants';
import { timingOf, type TurnTiming } from './turn';
import {
  by,
  joined,
  type Line,
  speakersOf,
  textBy,
  type UserWords,
  withoutSpeaker,
} from './user-words';

/**
 * A conversation while it lasts: hears everybody in it, and decides who has the floor.
 *
 * Speech while the agent thinks is joined to the turn (same turn id, nothing answered twice). Speech while it speaks holds
 * the answer; words end it at the word it had reached, and a cough or a sign of listening lets it go on. What was not said
 * to the agent is remembered and not answered.
 */
export class LiveSession {
  readonly #floor: Floor;
  readonly #memory: ConversationMemory;
  readonly #output: Output;
  readonly #participants: Participants;
  readonly #addressing: Addressing;
  readonly #agent: AgentConfig;
  readonly #bargeIn: BargeInOptions;
  /** Words that are not answered yet: what is said next joins them. */
  #carried: UserWords | undefined;
  /** Set: they are answered as soon as the agent has finished what it says. */
  #waiting: TurnTiming | undefined;

  constructor(
    private readonly session: VoiceSession,
    info: SessionInfo,
    private readonly rooms: LiveSessionRooms,
    private readonly options: LiveSessionOptions,
  ) {
    const { clock, conversations } = rooms;
    const { id, userId, signal } = session;
    const isRoom = session.room !== undefined;
    this.#agent = info.agent;
    this.#bargeIn = {
      ...options.bargeIn,
      strategy: info.agent.bargeIn ?? options.bargeIn.strategy,
    };
    this.#memory = new ConversationMemory(conversations, id, isRoom);
    this.#output = new Output(session.audioOut, clock);
    this.#participants = new Participants(
      isRoom,
      (speaker) => this.#openListener(speaker),
      (event) => this.#onEvent(event),
      signal,
    );
    this.#addressing = new Addressing(session.room, () => this.#participants.count);
    this.#floor = new Floor(
      {
        ...rooms,
        output: this.#output,
        requester: { sessionId: id, userId, agentName: info.agent.name },
        agent: () => conversations.getAgentConfig(id),
        context: () => this.#memory.context(),
        remember: (end) => this.#memory.remember(end),
        onSpeaking: () => this.#addressing.speaking(clock.nowMs()),
        onAnswered: () => this.#addressing.answered(clock.nowMs()),
        onFree: () => this.#onFree(),
      },
      signal,
    );
  }

  /** Runs until the input ends or the session's signal aborts; the running turn is then settled too. */
  async run(): Promise<void> {
    this.rooms.emit({ type: 'agent-state', state: 'listening' });
    if (this.#agent.greeting !== undefined && this.session.greets !== false) {
      this.#floor.answer(greeting(this.#agent.greeting), this.#now());
    }
    await this.#participants.follow(this.session.input);
    this.#floor.dropGuess();
    this.#floor.letGoOn();
    await this.settled();
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  settled(): Promise<void> {
    return this.#floor.settled();
  }

  /** Somebody joins through another channel: hears the agent from now on, and takes part. */
  admit({ id, speaker, audioOut, signal }: Guest & { readonly id: string }): AdmittedGuest {
    const isRoom = this.session.room !== undefined;
    const silence = this.#output.add(new PacedOutput(audioOut, this.rooms.clock, signal));
    return {
      state: this.#floor.phase,
      take: (item) => {
        if (isRoom) this.#participants.take({ ...item, speaker }, id);
        // One person's session has one pair of ears.
        else if (item.type === 'text' || item.type === 'interrupt') this.#participants.take(item);
      },
      leave: () => {
        silence();
        if (isRoom) this.#participants.take({ type: 'speaker-left', speakerId: speaker.id }, id);
      },
    };
  }

  /** Drops what `speakerId` has said and is not answered yet, and keeps a running turn of theirs out of memory. */
  forget(speakerId: string): void {
    this.#memory.forget(speakerId, this.rooms.clock.wallMs());
    this.#floor.forget(speakerId);
    if (this.#carried === undefined) return;
    const words = withoutSpeaker(this.#carried, speakerId);
    this.#carried = words.lines.length === 0 ? undefined : words;
    if (this.#carried === undefined) this.#waiting = undefined;
  }

  #openListener(speaker: Speaker | undefined): Listener {
    const { stt, vad, clock, endOfTurn } = this.rooms;
    const { silenceThresholdMs, maxSpeakingTimeMs } = this.options;
    const ear = new EchoEar(this.#output.played, clock);
    return new Listener(
      { recognizer: stt, detector: vad, clock, ...(endOfTurn === undefined ? {} : { endOfTurn }) },
      {
        silenceThresholdMs: this.#agent.silenceThresholdMs ?? silenceThresholdMs,
        maxSpeakingTimeMs,
      },
      {
        isEcho: (frame, soundsLikeSpeech) => ear.isEcho(frame, soundsLikeSpeech),
        evidence: (text) => ({
          text: textBy(speaker, this.#joined('', { text, speaker }).lines),
          isAnswer: this.#floor.lastReply.trimEnd().endsWith('?'),
        }),
      },
      this.session.signal,
    );
  }

  #onEvent(event: SessionEvent): void {
    const { speaker } = event;
    switch (event.type) {
      case 'heard':
        this.#onHeard(event.heard, speaker);
        break;
      case 'text':
        this.#onUserWords(
          { text: event.text, speaker, startedAtMs: this.rooms.clock.nowMs() },
          { turnId: randomUUID(), timing: this.#now(), isFollowed: false },
        );
        break;
      case 'interrupt':
        this.#floor.stop();
        break;
      case 'left':
        this.#floor.goOn(speaker);
        break;
    }
  }

  #onHeard(heard: Heard, speaker: Speaker | undefined): void {
    const { emit, onError } = this.rooms;
    switch (heard.type) {
      case 'speech-start':
        this.#floor.dropGuess();
        emit({ ...heard, ...by(speaker) });
        break;
      case 'speech-end':
        emit({ ...heard, ...by(speaker) });
        break;
      case 'speech-continue':
        this.#onSpeech(heard.speechMs, { text: '', speaker, startedAtMs: heard.speechStartedAtMs });
        break;
      case 'transcript-partial': {
        const { text, turnId, speechStartedAtMs } = heard;
        const remark = { text, speaker, startedAtMs: speechStartedAtMs };
        this.#onWords(heard.speechMs, remark);
        const words = this.#isForAgent(remark)
          ? this.#joined(turnId, remark)
          : { turnId, lines: [remark] };
        this.#tellWords(heard.type, words, speaker);
        break;
      }
      case 'transcript-preflight': {
        const { text, speechStartedAtMs } = heard;
        this.#onPreflight(heard.turnId, { text, speaker, startedAtMs: speechStartedAtMs });
        break;
      }
      case 'utterance':
        this.#onUtterance(heard.utterance, speaker);
        break;
      case 'recognizer-failure':
        this.#floor.dropGuess();
        this.#floor.goOn(speaker);
        onError(heard.error);
        emit({ type: 'session-failure', failure: toFailure(heard.error) });
        if (this.#waiting === undefined) this.#answerCarried();
        break;
      case 'judge-failure':
        onError(heard.error);
        break;
    }
  }

  #onSpeech(speechMs: number, remark: Remark): void {
    const { phase } = this.#floor;
    if (phase !== 'listening') this.#claim(claimBySpeech(phase, speechMs, this.#bargeIn), remark);
  }

  #onWords(speechMs: number, remark: Remark): void {
    if (this.#floor.phase !== 'speaking') return;
    this.#claim(claimByWords(remark.text, speechMs, this.#bargeIn), remark);
  }

  #onPreflight(turnId: string, remark: Remark): void {
    const { text, speaker } = remark;
    // A sound without words, or a sign of listening, has ended: the answer need not wait for the silence.
    if (isBackchannel(text)) this.#floor.goOn(speaker);
    if (text === '' || this.#floor.phase !== 'listening' || !this.#mayAskAhead()) return;
    if (!this.#isForAgent(remark)) return;
    const words = this.#joined(turnId, remark);
    this.#floor.guess(words.turnId, words.lines);
  }

  #onUtterance(utterance: Utterance, speaker: Speaker | undefined): void {
    const { text, turnId, isFollowed, speechStartedAtMs: startedAtMs } = utterance;
    const isOver = this.#floor.phase === 'speaking';
    if (isOver && (isBackchannel(text) || utterance.speechMs < this.#bargeIn.minSpeechMs)) {
      return this.#floor.goOn(speaker);
    }
    if (text === '' && this.#carried === undefined) return this.#floor.dropGuess();
    const timing = timingOf(utterance, this.rooms.stt.info.name);
    const remark = { text, speaker, startedAtMs };
    if (text === '') this.#answerCarried(timing);
    else if (this.#isForAgent(remark)) this.#onUserWords(remark, { turnId, timing, isFollowed });
    else this.#overhear(turnId, remark);
  }

  /** Answers what was said to the agent, together with words that were carried over, when it is time. */
  #onUserWords(
    remark: Remark,
    { turnId, timing, isFollowed }: { turnId: string; timing: TurnTiming; isFollowed: boolean },
  ): void {
    const isOver = this.#floor.phase === 'speaking';
    const mayTake = !isOver || this.#mayInterrupt(remark);
    if (mayTake) this.#take();
    const words = this.#joined(turnId, remark);
    this.#tellWords('transcript-final', words, remark.speaker);
    this.#carried = words;
    this.#waiting = mayTake ? undefined : timing;
    // A recognizer slower than the user: the rest of what they say is on its way.
    if (isFollowed) this.#floor.dropGuess();
    else if (mayTake) this.#answerCarried(timing);
  }

  #answerCarried(timing = this.#now()): void {
    const words = this.#carried;
    if (words === undefined) return;
    this.#carried = undefined;
    this.#waiting = undefined;
    this.#addressing.answering(speakersOf(words.lines));
    this.#floor.answer(words, timing);
  }

  #onFree(): void {
    if (this.#waiting !== undefined && !this.session.signal.aborted) {
      this.#answerCarried(this.#waiting);
    }
  }

  #overhear(turnId: string, { text, speaker }: Remark): void {
    this.#floor.dropGuess();
    this.#floor.goOn(speaker);
    this.#tellWords('transcript-final', { turnId, lines: [{ text, speaker }] }, speaker);
    this.#memory.overhear({ text, speaker }).catch(this.rooms.onError);
  }

  /** What speech does to an answer, if its speaker may do that. */
  #claim(claim: FloorClaim, remark: Remark): void {
    const { phase } = this.#floor;
    if (claim === 'none' || phase === 'listening') return;
    const isThinking = phase === 'thinking';
    if (!(isThinking ? this.#addressing.mayJoin(remark) : this.#mayInterrupt(remark))) return;
    if (isThinking || claim === 'take') this.#take();
    else this.#floor.hold(remark.speaker);
  }

  /** The floor is the users': what was not heard yet is carried over, what is being heard ends. */
  #take(): void {
    const { phase } = this.#floor;
    if (phase === 'thinking') this.#carried = this.#floor.carry() ?? this.#carried;
    else if (phase === 'speaking' && this.#bargeIn.strategy === 'graceful')
      this.#floor.finishSentence();
    else if (phase === 'speaking') this.#floor.stop();
  }

  #mayInterrupt(remark: Remark): boolean {
    return this.#bargeIn.strategy !== 'off' && this.#addressing.mayInterrupt(remark);
  }

  #isForAgent(remark: Remark): boolean {
    const isCarried = textBy(remark.speaker, this.#carried?.lines ?? []) !== '';
    return isCarried || this.#addressing.isAddressed(remark);
  }

  /** A model that acts when it is asked is asked once, when it is certain what. */
  #mayAskAhead(): boolean {
    const { llm } = this.rooms;
    return this.options.speculates && !llm.actsWhenAsked(this.#agent.llm);
  }

  #joined(turnId: string, line: Line): UserWords {
    return joined(this.#carried ?? { turnId, lines: [] }, line);
  }

  #tellWords(
    type: 'transcript-partial' | 'transcript-final',
    { turnId, lines }: UserWords,
    speaker: Speaker | undefined,
  ): void {
    this.rooms.emit({ type, turnId, text: textBy(speaker, lines), ...by(speaker) });
  }

  #now(): TurnTiming {
    return { speechEndedAtMs: this.rooms.clock.nowMs(), latency: {} };
  }
}
