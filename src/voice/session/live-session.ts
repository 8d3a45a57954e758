import type {
  Clock,
  Conversations,
  EndOfTurnDetector,
  LanguageModel,
  SessionInfo,
  Speaker,
  SpeechRecognizer,
  SpeechSynthesizer,
  VoiceActivityDetector,
  VoiceEvent,
  VoiceSession,
} from '@vox/voice-core';

import { Addressing } from '../turn-taking/addressing';
import { type Company, ConversationMemory } from '../turn/conversation-memory';
import { Dialogue } from '../turn-taking/dialogue';
import { EchoDetector } from '../hearing/echo/echo-detector';
import { failureOf, type OnFailure } from '../turn/failure';
import { Floor } from '../turn-taking/floor';
import { greeting } from '../turn/turn-request';
import type { AdmittedGuest, Guest } from './guests';
import type { ListenerEvent } from '../hearing/listener-event';
import { Interruptions } from '../turn-taking/interruptions';
import { Listener } from '../hearing/listener';
import { type LiveSessionOptions, LiveSettings } from '../turn-taking/live-settings';
import { PendingTurn } from '../turn-taking/pending-turn';
import { Output } from '../output/output';
import { PacedOutput } from '../output/paced-output';
import { Participants, type SessionEvent } from './participants';
import type { TurnTiming } from '../turn/turn';
import { by } from '../turn/user-turn';

export type LiveSessionDeps = {
  readonly stt: SpeechRecognizer;
  readonly vad: VoiceActivityDetector;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  /** Judges by the words whether the user is done; silence alone decides when absent. */
  readonly endOfTurn?: EndOfTurnDetector;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what somebody is told of: an answer or an utterance that failed. */
  readonly onFailure: OnFailure;
  /** Told of what is our own fault and nobody else is told of; the session goes on. */
  readonly onError: (error: unknown) => void;
};

/**
 * A conversation while it lasts: hears everybody in it, and decides who has the floor.
 *
 * Speech pauses the answer. A cough or a sign of listening lets it go on; words end it at the word it had reached, and are
 * joined to its turn (same turn id, nothing answered twice) when nothing of it was heard. What was not said to the agent
 * is remembered and not answered.
 */
export class LiveSession {
  readonly #floor: Floor;
  readonly #memory: ConversationMemory;
  readonly #output: Output;
  readonly #participants: Participants;
  readonly #addressing: Addressing;
  readonly #greeting: string | undefined;
  readonly #settings: LiveSettings;
  readonly #pending: PendingTurn;
  readonly #interruptions: Interruptions;
  readonly #dialogue: Dialogue;
  /** Somebody else has spoken or typed: what they said has their name in it from then on. */
  #hasHeardGuests = false;

  constructor(
    private readonly session: VoiceSession,
    info: SessionInfo,
    private readonly deps: LiveSessionDeps,
    options: LiveSessionOptions,
  ) {
    const { clock, conversations } = deps;
    const { id, userId, signal } = session;
    const isGroup = session.group !== undefined;
    this.#greeting = info.agent.greeting;
    const read = () => conversations.getAgentConfig(id);
    this.#settings = new LiveSettings(info.agent, { ...deps, read }, options);
    this.#memory = new ConversationMemory(conversations, id, () => this.#company());
    this.#output = new Output(session.audioOut, clock);
    this.#participants = new Participants(
      isGroup,
      (newest, language) => this.#openListener(newest, language),
      (event) => this.#onEvent(event),
      signal,
    );
    this.#addressing = new Addressing(session.group, () => this.#participants.count);
    this.#floor = new Floor(
      {
        ...deps,
        output: this.#output,
        requester: { sessionId: id, userId, agentName: info.agent.name },
        agent: () => this.#settings.forAnswer(),
        context: () => this.#memory.context(),
        remember: (end) => this.#memory.remember(end),
        onSpeaking: () => this.#addressing.speaking(clock.nowMs()),
        onAnswered: () => this.#addressing.answered(clock.nowMs()),
        onFree: () => {
          if (!signal.aborted) this.#pending.onFree();
        },
      },
      signal,
    );
    this.#pending = new PendingTurn(this.#floor, this.#addressing);
    this.#interruptions = new Interruptions(this.#floor, this.#addressing, this.#settings, () =>
      this.#pending.withdraw(),
    );
    this.#dialogue = new Dialogue(
      {
        ...deps,
        floor: this.#floor,
        memory: this.#memory,
        addressing: this.#addressing,
        pending: this.#pending,
        interruptions: this.#interruptions,
      },
      this.#settings,
    );
  }

  /** Runs until the input ends or the session's signal aborts; the running turn is then settled too. */
  async run(): Promise<void> {
    this.deps.emit({ type: 'agent-state', state: 'listening' });
    if (this.#greeting !== undefined && this.session.greets !== false) {
      this.#floor.answer(greeting(this.#greeting), this.#now());
    }
    await this.#participants.follow(this.session.input);
    this.#floor.dropSpeculation();
    this.#floor.resumeForAll();
    await this.settled();
    await this.#dialogue.close();
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  settled(): Promise<void> {
    return this.#floor.settled();
  }

  /** Somebody joins through another channel: hears the agent from now on, and takes part. */
  admit({ id, speaker, audioOut, signal }: Guest & { readonly id: string }): AdmittedGuest {
    const silence = this.#output.add(new PacedOutput(audioOut, this.deps.clock, signal));
    return {
      state: this.#floor.phase,
      take: (item) => this.#participants.take({ ...item, speaker }, id),
      leave: () => {
        silence();
        this.#participants.take({ type: 'speaker-left', speakerId: speaker.id }, id);
      },
    };
  }

  /** Ends the running answer at the word that was heard. False when there is none. */
  stopAnswer(): boolean {
    const isAnswering = this.#floor.phase !== 'listening';
    this.#floor.stop();
    return isAnswering;
  }

  /** Drops what `speakerId` has said and is not answered yet, and keeps a running turn of theirs out of memory. */
  forget(speakerId: string): void {
    this.#memory.forget(speakerId, this.deps.clock.wallMs());
    this.#floor.forget(speakerId);
    this.#pending.forget(speakerId);
  }

  /** The session was deleted: nothing that was said in it so far is given to the model again. */
  forgetAll(): void {
    this.#memory.forgetAll();
  }

  #openListener(newest: () => Speaker | undefined, language: () => string | undefined): Listener {
    const { stt, vad, clock, endOfTurn } = this.deps;
    const echo = new EchoDetector(this.#output.played, clock);
    return new Listener(
      {
        recognizer: stt,
        detector: vad,
        clock,
        ...(endOfTurn === undefined ? {} : { endOfTurn }),
        isEcho: (frame, soundsLikeSpeech) => echo.isEcho(frame, soundsLikeSpeech),
        language,
        evidence: (text) => this.#dialogue.evidence({ text, speaker: newest() }),
      },
      this.#settings,
      this.session.signal,
    );
  }

  #company(): Company {
    if (this.session.group !== undefined) return 'group';
    return this.#hasHeardGuests ? 'with-guests' : 'alone';
  }

  #onEvent(event: SessionEvent): void {
    const { speaker } = event;
    this.#hasHeardGuests ||= speaker !== undefined;
    switch (event.type) {
      case 'listener-event':
        this.#onListenerEvent(event.event, speaker);
        break;
      case 'text':
        this.#dialogue.onText(event.text, speaker, this.#now());
        break;
      case 'interrupt':
        this.#floor.stop();
        break;
      case 'left':
        this.#floor.resume(speaker);
        break;
    }
  }

  #onListenerEvent(event: ListenerEvent, speaker: Speaker | undefined): void {
    const { emit, onError, onFailure } = this.deps;
    switch (event.type) {
      case 'speech-start':
        this.#settings.refresh();
        this.#floor.dropSpeculation();
        emit({ ...event, ...by(speaker) });
        break;
      case 'speech-end':
        this.#floor.onSilence(speaker);
        emit({ ...event, ...by(speaker) });
        break;
      case 'speech-continue':
        this.#interruptions.onSpeech(event.speechMs, {
          text: '',
          speaker,
          startedAtMs: event.speechStartedAtMs,
        });
        break;
      case 'transcript-partial': {
        const remark = { text: event.text, speaker, startedAtMs: event.speechStartedAtMs };
        this.#interruptions.onWords(event.speechMs, remark);
        this.#dialogue.onPartial(event.turnId, remark);
        break;
      }
      case 'transcript-preflight': {
        const remark = { text: event.text, speaker, startedAtMs: event.speechStartedAtMs };
        this.#interruptions.onWords(event.speechMs, remark);
        this.#dialogue.onPreflight(event.turnId, remark);
        break;
      }
      case 'utterance':
        this.#dialogue.onUtterance(event.utterance, speaker);
        break;
      case 'recognizer-failure':
        this.#floor.dropSpeculation();
        this.#floor.resume(speaker);
        emit({ type: 'session-failure', failure: failureOf(event.error, onFailure) });
        this.#dialogue.onNothing(this.#now());
        break;
      case 'end-of-turn-failure':
        onError(event.error);
        break;
    }
  }

  #now(): TurnTiming {
    return { speechEndedAtMs: this.deps.clock.nowMs(), latency: {} };
  }
}
