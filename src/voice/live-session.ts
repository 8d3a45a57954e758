import {
  type AgentConfig,
  type AudioSink,
  type Clock,
  type Conversations,
  type EndOfTurnDetector,
  type LanguageModel,
  type SessionInfo,
  type SpeechRecognizer,
  type SpeechSynthesizer,
  type TurnEnd,
  type VoiceActivityDetector,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import {
  type BargeInOptions,
  claimBySpeech,
  claimByWords,
  type FloorClaim,
  isBackchannel,
} from './barge-in';
import { EchoGuard } from './echo-guard';
import { toFailure } from './failure';
import { type CarriedWords, Floor, greeting } from './floor';
import { type Heard, Listener, type Utterance } from './listener';
import type { TurnTiming } from './turn';

export type LiveSessionRooms = {
  readonly stt: SpeechRecognizer;
  readonly vad: VoiceActivityDetector;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  /** Judges by the words whether the user is done; silence alone decides when absent. */
  readonly endOfTurn?: EndOfTurnDetector;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what is our own fault; the session goes on. */
  readonly onError: (error: unknown) => void;
};

export type LiveSessionOptions = {
  /** Silence that ends an utterance, for agents that set none. */
  readonly silenceThresholdMs: number;
  readonly maxSpeakingTimeMs: number;
  /** `strategy`: for agents that set none. */
  readonly bargeIn: BargeInOptions;
  /** Begin to answer while the silence is not long enough to be sure. */
  readonly speculates: boolean;
};

/**
 * One participant's conversation while it lasts: hears, and decides who has the floor.
 *
 * Speech while the agent thinks is joined to the turn (same turn id, nothing answered twice). Speech while it speaks holds
 * the answer; words end it at the word it had reached, and a cough or a sign of listening lets it go on.
 */
export class LiveSession {
  readonly #floor: Floor;
  readonly #echo: EchoGuard;
  readonly #agent: AgentConfig;
  readonly #bargeIn: BargeInOptions;
  #carried: CarriedWords | undefined;

  constructor(
    private readonly session: VoiceSession,
    info: SessionInfo,
    private readonly rooms: LiveSessionRooms,
    private readonly options: LiveSessionOptions,
  ) {
    const { clock, conversations } = rooms;
    this.#agent = info.agent;
    this.#bargeIn = {
      ...options.bargeIn,
      strategy: info.agent.bargeIn ?? options.bargeIn.strategy,
    };
    this.#echo = new EchoGuard(clock);
    this.#floor = new Floor(
      {
        ...rooms,
        sink: this.#heardBack(session.audioOut),
        requester: { sessionId: session.id, userId: session.userId, agentName: info.agent.name },
        agent: () => conversations.getAgentConfig(session.id),
        context: () => conversations.getConversationContext(session.id),
        remember: (end) => this.#remember(end),
      },
      session.signal,
    );
  }

  /** Runs until the input ends or the session's signal aborts; the running turn is then settled too. */
  async run(): Promise<void> {
    const { stt, vad, clock, endOfTurn, emit } = this.rooms;
    const { silenceThresholdMs, maxSpeakingTimeMs } = this.options;
    const listener = new Listener(
      { recognizer: stt, detector: vad, clock, ...(endOfTurn === undefined ? {} : { endOfTurn }) },
      {
        silenceThresholdMs: this.#agent.silenceThresholdMs ?? silenceThresholdMs,
        maxSpeakingTimeMs,
      },
      {
        isEcho: (frame, soundsLikeSpeech) => this.#echo.isEcho(frame, soundsLikeSpeech),
        evidence: (text) => ({
          text: this.#joined('', text).text,
          isAnswer: this.#floor.lastReply.trimEnd().endsWith('?'),
        }),
      },
      this.session.signal,
    );
    emit({ type: 'agent-state', state: 'listening' });
    if (this.#agent.greeting !== undefined) {
      this.#floor.answer(greeting(this.#agent.greeting), this.#now());
    }
    for await (const heard of listener.listen(this.session.input)) this.#onHeard(heard);
    this.#floor.dropGuess();
    this.#floor.goOn();
    await this.settled();
  }

  /** Resolves when the answer that is running now has ended; at once when there is none. */
  settled(): Promise<void> {
    return this.#floor.settled();
  }

  #onHeard(heard: Heard): void {
    const { emit, onError } = this.rooms;
    switch (heard.type) {
      case 'speech-start':
        this.#floor.dropGuess();
        emit(heard);
        break;
      case 'speech-end':
        emit(heard);
        break;
      case 'speech-continue':
        this.#onSpeech(heard.speechMs);
        break;
      case 'transcript-partial':
        this.#onWords(heard.text, heard.speechMs);
        emit({ type: heard.type, ...this.#joined(heard.turnId, heard.text) });
        break;
      case 'transcript-preflight':
        this.#onPreflight(heard.turnId, heard.text);
        break;
      case 'utterance':
        this.#onUtterance(heard.utterance);
        break;
      case 'text':
        this.#onUserWords(heard.text, randomUUID(), this.#now());
        break;
      case 'interrupt':
        this.#floor.stop();
        break;
      case 'recognizer-failure':
        this.#floor.dropGuess();
        this.#floor.goOn();
        onError(heard.error);
        emit({ type: 'session-failure', failure: toFailure(heard.error) });
        break;
      case 'judge-failure':
        onError(heard.error);
        break;
    }
  }

  #onSpeech(speechMs: number): void {
    const { phase } = this.#floor;
    if (phase === 'listening') return;
    this.#claim(claimBySpeech(phase, speechMs, this.#bargeIn));
  }

  #onWords(text: string, speechMs: number): void {
    if (this.#floor.phase === 'speaking') this.#claim(claimByWords(text, speechMs, this.#bargeIn));
  }

  #onPreflight(turnId: string, text: string): void {
    // A sound without words, or a sign of listening, has ended: the answer need not wait for the silence.
    if (isBackchannel(text)) this.#floor.goOn();
    if (!this.options.speculates || text === '' || this.#floor.phase !== 'listening') return;
    if (!this.#mayAskAhead()) return;
    const words = this.#joined(turnId, text);
    this.#floor.guess(words.turnId, words.text);
  }

  #onUtterance(utterance: Utterance): void {
    const { text, turnId, speechEndedAtMs, endpointedAtMs, finalAtMs } = utterance;
    const isOver = this.#floor.phase === 'speaking';
    if (isOver && (isBackchannel(text) || utterance.speechMs < this.#bargeIn.minSpeechMs)) {
      return this.#floor.goOn();
    }
    if (text === '' && this.#carried === undefined) return this.#floor.dropGuess();
    this.#onUserWords(text, turnId, {
      speechEndedAtMs,
      latency: {
        endOfUtteranceDelayMs: Math.max(0, endpointedAtMs - speechEndedAtMs),
        transcriptFinalMs: Math.max(0, finalAtMs - speechEndedAtMs),
      },
      sttProvider: this.rooms.stt.info.name,
    });
  }

  /** Answers `text`, together with words that were carried over. */
  #onUserWords(text: string, newTurnId: string, timing: TurnTiming): void {
    const isUnheard = this.#floor.phase === 'thinking';
    if (isUnheard || this.#bargeIn.strategy !== 'off') this.#claim('take');
    const words = this.#joined(newTurnId, text);
    this.#carried = undefined;
    this.rooms.emit({ type: 'transcript-final', ...words });
    this.#floor.answer({ turnId: words.turnId, userText: words.text }, timing);
  }

  #claim(claim: FloorClaim): void {
    const { phase } = this.#floor;
    if (claim === 'none' || phase === 'listening') return;
    if (phase === 'thinking') this.#carried = this.#floor.carry() ?? this.#carried;
    else if (claim === 'hold') this.#floor.hold();
    else if (this.#bargeIn.strategy === 'graceful') this.#floor.finishSentence();
    else this.#floor.stop();
  }

  /** A provider that acts when it is asked is asked once, when it is certain what. */
  #mayAskAhead(): boolean {
    const { steps, n8nWebhookUrl } = this.#agent.llm;
    const isWorkflow =
      n8nWebhookUrl !== undefined || steps?.some(({ provider }) => provider === 'n8n');
    return isWorkflow !== true && this.rooms.llm.info.hasSideEffects !== true;
  }

  #joined(turnId: string, text: string): { turnId: string; text: string } {
    if (this.#carried === undefined) return { turnId, text };
    return {
      turnId: this.#carried.turnId,
      text: [this.#carried.userText, text].filter((words) => words !== '').join(' '),
    };
  }

  async #remember({ turnId, userText, spokenText }: TurnEnd): Promise<void> {
    const { conversations } = this.rooms;
    const { id } = this.session;
    if (userText !== undefined) {
      await conversations.addMessage(id, { role: 'user', content: userText, turnId });
    }
    if (spokenText !== '') {
      await conversations.addMessage(id, { role: 'assistant', content: spokenText, turnId });
    }
  }

  /** The sink, with the echo guard listening in. */
  #heardBack(sink: AudioSink): AudioSink {
    return {
      sampleRateHz: sink.sampleRateHz,
      write: (frame) => {
        this.#echo.onPlayed(frame);
        sink.write(frame);
      },
      clear: () => sink.clear(),
    };
  }

  #now(): TurnTiming {
    return { speechEndedAtMs: this.rooms.clock.nowMs(), latency: {} };
  }
}
