import {
  type AbortReason,
  childController,
  type Clock,
  type Conversations,
  type EndpointingOptions,
  type LanguageModel,
  type SessionInfo,
  type SpeechRecognizer,
  type SpeechSynthesizer,
  type VoiceActivityDetector,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import { type BargeInOptions, isBackchannel, takesTheFloor } from './barge-in';
import { toFailure } from './failure';
import { type Heard, Listener, type Utterance } from './listener';
import { runTurn, type TurnRequest } from './turn';

export type LiveSessionRooms = {
  readonly stt: SpeechRecognizer;
  readonly vad: VoiceActivityDetector;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what is our own fault; the session goes on. */
  readonly onError: (error: unknown) => void;
};

export type LiveSessionOptions = EndpointingOptions & { readonly bargeIn: BargeInOptions };

type RunningTurn = {
  readonly request: TurnRequest;
  readonly controller: AbortController;
  phase: 'thinking' | 'speaking';
  done: Promise<void>;
};

/** Words of a turn that was not answered yet when the user went on: the next utterance joins them. */
type CarriedWords = { readonly turnId: string; readonly userText: string };

/**
 * One participant's conversation while it lasts: hears utterances, runs at most one turn at a time.
 *
 * Speech while the agent thinks is joined to the turn (same turn id, nothing answered twice); speech while it
 * speaks ends the answer at the word it had reached.
 */
export class LiveSession {
  #turn: RunningTurn | undefined;
  #carried: CarriedWords | undefined;

  constructor(
    private readonly session: VoiceSession,
    private readonly info: SessionInfo,
    private readonly rooms: LiveSessionRooms,
    private readonly options: LiveSessionOptions,
  ) {}

  /** Runs until the input ends or the session's signal aborts; the running turn is then settled too. */
  async run(): Promise<void> {
    const { agent } = this.info;
    const listener = new Listener(
      { recognizer: this.rooms.stt, detector: this.rooms.vad, clock: this.rooms.clock },
      this.options,
      this.session.signal,
    );
    this.rooms.emit({ type: 'agent-state', state: 'listening' });
    if (agent.greeting !== undefined)
      this.#startTurn({ ...this.#now(), fixedReply: agent.greeting });
    for await (const heard of listener.listen(this.session.input)) this.#onHeard(heard);
    await this.settled();
  }

  /** Resolves when the answer that is running now has ended; at once when there is none. */
  async settled(): Promise<void> {
    await this.#turn?.done;
  }

  #onHeard(heard: Heard): void {
    const { emit } = this.rooms;
    switch (heard.type) {
      case 'speech-start':
      case 'speech-end':
        emit(heard);
        break;
      case 'speech-continue':
        this.#onSpeech(heard.speechMs);
        break;
      case 'transcript-partial':
        emit({ ...heard, ...this.#joined(heard.turnId, heard.text) });
        break;
      case 'utterance':
        this.#onUtterance(heard.utterance);
        break;
      case 'text':
        this.#onUserWords(heard.text, randomUUID(), this.#now());
        break;
      case 'interrupt':
        this.#stopTurn('barge-in');
        break;
      case 'recognizer-failure':
        this.rooms.onError(heard.error);
        emit({ type: 'session-failure', failure: toFailure(heard.error) });
        break;
    }
  }

  #onSpeech(speechMs: number): void {
    const turn = this.#turn;
    if (turn === undefined || !takesTheFloor(turn.phase, speechMs, this.options.bargeIn)) return;
    if (turn.phase === 'thinking') this.#carry(turn);
    else this.#stopTurn('barge-in');
  }

  #onUtterance(utterance: Utterance): void {
    const { text, turnId, speechEndedAtMs, endpointedAtMs, finalAtMs } = utterance;
    const isSpeaking = this.#turn?.phase === 'speaking';
    if (isSpeaking && (text === '' || isBackchannel(text) || !this.options.bargeIn.isEnabled))
      return;
    if (text === '' && this.#carried === undefined) return;
    this.#onUserWords(text, turnId, {
      speechEndedAtMs,
      latency: {
        endOfUtteranceDelayMs: Math.max(0, endpointedAtMs - speechEndedAtMs),
        transcriptFinalMs: Math.max(0, finalAtMs - speechEndedAtMs),
      },
      sttProvider: this.rooms.stt.info.name,
    });
  }

  /** Starts the turn that answers `text`, together with words that were carried over. */
  #onUserWords(
    text: string,
    newTurnId: string,
    timing: Pick<TurnRequest, 'speechEndedAtMs' | 'latency' | 'sttProvider'>,
  ): void {
    if (this.#turn?.phase === 'thinking') this.#carry(this.#turn);
    else this.#stopTurn('barge-in');
    const joined = this.#joined(newTurnId, text);
    this.#carried = undefined;
    this.rooms.emit({ type: 'transcript-final', ...joined });
    this.#startTurn({ ...timing, turnId: joined.turnId, userText: joined.text });
  }

  #startTurn(request: TurnRequest | Omit<TurnRequest, 'turnId'>): void {
    const previous = this.#turn?.done;
    const { controller, release } = childController(this.session.signal);
    const turn: RunningTurn = {
      request: 'turnId' in request ? request : { ...request, turnId: randomUUID() },
      controller,
      phase: 'thinking',
      done: Promise.resolve(),
    };
    this.#turn = turn;
    turn.done = this.#answer(turn, previous)
      .catch((error: unknown) => this.rooms.onError(error))
      .finally(() => {
        release();
        if (this.#turn !== turn) return;
        this.#turn = undefined;
        this.rooms.emit({ type: 'agent-state', state: 'listening' });
      });
    this.rooms.emit({ type: 'agent-state', state: 'thinking' });
  }

  async #answer(turn: RunningTurn, previous: Promise<void> | undefined): Promise<void> {
    // The sink is one: an answer that is being cut off ends before the next begins.
    await previous;
    const { conversations } = this.rooms;
    const { signal } = turn.controller;
    const sessionId = this.session.id;
    const end = await runTurn(
      turn.request,
      this.info.agent,
      {
        llm: this.rooms.llm,
        tts: this.rooms.tts,
        clock: this.rooms.clock,
        sink: this.session.audioOut,
        requester: { sessionId, userId: this.session.userId, agentName: this.info.agent.name },
        context: () => conversations.getConversationContext(sessionId),
        emit: (event) => this.#onTurnEvent(turn, event),
      },
      signal,
    );
    if (signal.reason === ('superseded' satisfies AbortReason)) return;
    const { turnId, userText, spokenText } = end;
    if (userText !== undefined) {
      await conversations.addMessage(sessionId, { role: 'user', content: userText, turnId });
    }
    if (spokenText !== '') {
      await conversations.addMessage(sessionId, { role: 'assistant', content: spokenText, turnId });
    }
    this.rooms.emit(end);
  }

  #onTurnEvent(turn: RunningTurn, event: VoiceEvent): void {
    this.rooms.emit(event);
    if (event.type !== 'playout-start') return;
    turn.phase = 'speaking';
    this.rooms.emit({ type: 'agent-state', state: 'speaking' });
  }

  #stopTurn(reason: AbortReason): void {
    this.#turn?.controller.abort(reason);
  }

  /** The user goes on before the answer was heard: its words wait for the rest. */
  #carry(turn: RunningTurn): void {
    const { turnId, userText } = turn.request;
    if (turn.controller.signal.aborted) return;
    turn.controller.abort('superseded' satisfies AbortReason);
    if (userText !== undefined) this.#carried = { turnId, userText };
  }

  #joined(turnId: string, text: string): { turnId: string; text: string } {
    if (this.#carried === undefined) return { turnId, text };
    return {
      turnId: this.#carried.turnId,
      text: [this.#carried.userText, text].filter((words) => words !== '').join(' '),
    };
  }

  #now(): Pick<TurnRequest, 'speechEndedAtMs' | 'latency'> {
    return { speechEndedAtMs: this.rooms.clock.nowMs(), latency: {} };
  }
}
