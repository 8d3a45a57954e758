import { randomUUID } from 'node:crypto';

import type {
  Clock,
  EndOfTurnEvidence,
  Speaker,
  SpeechRecognizer,
  VoiceEvent,
} from '@vox/voice-core';

import type { Addressing, Remark } from './addressing';
import { isBackchannel } from './backchannel';
import type { ConversationMemory } from '../turn/conversation-memory';
import type { Floor } from './floor';
import type { Utterance } from '../hearing/listener-event';
import type { Interruptions } from './interruptions';
import type { LiveSettings } from './live-settings';
import type { PendingTurn } from './pending-turn';
import { timingOf, type TurnTiming, unanswered } from '../turn/turn';
import { by, type UserMessage, textBy, type UserTurn } from '../turn/user-turn';

type DialogueDeps = {
  readonly floor: Floor;
  readonly memory: ConversationMemory;
  readonly addressing: Addressing;
  readonly pending: PendingTurn;
  readonly interruptions: Interruptions;
  readonly stt: SpeechRecognizer;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  readonly onError: (error: unknown) => void;
};

const TOO_MUCH_TYPED: VoiceEvent = {
  type: 'session-failure',
  failure: {
    code: 'rate_limited',
    message: 'text_message: too much waits to be answered; this one was dropped.',
  },
};

/** What becomes of people's words: they are answered, or go with the answer they were said over, or are remembered. */
export class Dialogue {
  constructor(
    private readonly deps: DialogueDeps,
    private readonly settings: Pick<LiveSettings, 'bargeIn' | 'maySpeculate'>,
  ) {}

  /** What is known of a turn that ends with `message`. */
  evidence(message: UserMessage): EndOfTurnEvidence {
    const { messages } = this.deps.pending.with('', message);
    return { text: textBy(message.speaker, messages), isAnswer: this.#asks };
  }

  onText(text: string, speaker: Speaker | undefined, timing: TurnTiming): void {
    if (!this.deps.pending.fits(text)) return this.deps.emit(TOO_MUCH_TYPED);
    const remark = { text, speaker, startedAtMs: this.deps.clock.nowMs() };
    this.#onUserWords(remark, { turnId: randomUUID(), timing, isFollowed: false });
  }

  onPartial(turnId: string, remark: Remark): void {
    const words = this.#isForAgent(remark)
      ? this.deps.pending.with(turnId, remark)
      : { turnId, messages: [remark] };
    this.#tellWords('transcript-partial', words, remark.speaker);
  }

  /** What they will have said unless they go on. */
  onPreflight(turnId: string, remark: Remark): void {
    const { floor, pending } = this.deps;
    const { text, speaker } = remark;
    // A sound without words, or a sign of listening, has ended: the answer need not wait for the silence.
    if (isBackchannel(text)) floor.resume(speaker);
    if (text === '' || floor.isAnswering) return;
    if (!this.settings.maySpeculate || !this.#isForAgent(remark)) return;
    const words = pending.with(turnId, remark);
    floor.speculate(words.turnId, words.messages);
  }

  /** What they have said. */
  onUtterance(utterance: Utterance, speaker: Speaker | undefined): void {
    const { text, turnId, isFollowed, speechStartedAtMs: startedAtMs } = utterance;
    const { floor, pending } = this.deps;
    // Not a word to go with those before it, but one to go with the answer.
    if (this.#isSignOverAnswer(utterance) && !pending.isIncomplete) {
      floor.dropSpeculation();
      return floor.resume(speaker);
    }
    const timing = timingOf(utterance, this.deps.stt.info.name);
    const remark = { text, speaker, startedAtMs };
    if (text === '') {
      floor.resume(speaker);
      this.onNothing(timing);
    } else if (this.#isForAgent(remark)) this.#onUserWords(remark, { turnId, timing, isFollowed });
    else this.#overhear(turnId, remark);
  }

  /** There was a sound, and no words in it. */
  onNothing(timing: TurnTiming): void {
    const { pending, floor } = this.deps;
    if (pending.isIncomplete) pending.answer(timing);
    else floor.dropSpeculation();
  }

  /** The session is over: what nobody comes to answer any more is kept all the same. */
  async close(): Promise<void> {
    const { pending, memory, clock, emit } = this.deps;
    if (pending.unanswered === undefined) return;
    const end = unanswered(pending.unanswered, clock.wallMs());
    const { turnId, userText } = end;
    emit({ type: 'turn-start', turnId, ...(userText === undefined ? {} : { userText }) });
    await memory.remember(end);
    emit(end);
  }

  #isSignOverAnswer({ text, speechMs, speechStartedAtMs }: Utterance): boolean {
    const { phase } = this.deps.floor;
    if (phase === 'speaking' && speechMs < this.settings.bargeIn.minSpeechMs) return true;
    if (!isBackchannel(text)) return false;
    // Begun over the end of a question it may be the answer to it.
    return (
      phase !== 'listening' || (!this.#asks && this.deps.floor.hasEndedSince(speechStartedAtMs))
    );
  }

  /** The agent's last words were a question. */
  get #asks(): boolean {
    return this.deps.floor.lastReply.trimEnd().endsWith('?');
  }

  /** Answers what was said to the agent, together with words that were carried over, when it is time. */
  #onUserWords(
    remark: Remark,
    { turnId, timing, isFollowed }: { turnId: string; timing: TurnTiming; isFollowed: boolean },
  ): void {
    this.deps.interruptions.onTurn(remark);
    const words = this.deps.pending.with(turnId, remark);
    this.#tellWords('transcript-final', words, remark.speaker);
    this.deps.pending.add(words);
    // A recognizer slower than the user: the rest of what they say is on its way.
    if (isFollowed) return this.deps.floor.dropSpeculation();
    this.deps.floor.resume(remark.speaker);
    this.deps.pending.answer(timing);
  }

  #overhear(turnId: string, { text, speaker }: Remark): void {
    this.deps.floor.dropSpeculation();
    this.deps.floor.resume(speaker);
    this.#tellWords('transcript-final', { turnId, messages: [{ text, speaker }] }, speaker);
    this.deps.memory.overhear({ text, speaker }).catch(this.deps.onError);
  }

  #isForAgent(remark: Remark): boolean {
    return this.deps.pending.includes(remark.speaker) || this.deps.addressing.isAddressed(remark);
  }

  #tellWords(
    type: 'transcript-partial' | 'transcript-final',
    { turnId, messages }: UserTurn,
    speaker: Speaker | undefined,
  ): void {
    this.deps.emit({ type, turnId, text: textBy(speaker, messages), ...by(speaker) });
  }
}
