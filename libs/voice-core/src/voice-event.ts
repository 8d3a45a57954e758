import type { TokenUsage } from './language-model.port';
import type { Speaker } from './session';
import type { RecordingEvent } from './session-recorder.port';
import type { SpendingLimit } from './spending-limits.port';
import type { EndedToolCall, ToolCallReport } from './tools.port';

export type AgentState = 'listening' | 'thinking' | 'speaking';

/**
 * Where one turn's time went, in ms. `undefined` means that the stage was not reached.
 *
 * All but the first count from the end of the user's speech; for a typed turn, from its arrival.
 */
export type TurnLatency = {
  /** End of speech → the turn is declared over (what endpointing costs). */
  readonly endOfUtteranceDelayMs?: number;
  /** End of speech → final transcript. */
  readonly transcriptFinalMs?: number;
  /** Model asked → first token. */
  readonly ttftMs?: number;
  /** First sentence handed to synthesis → first frame back. */
  readonly ttfbMs?: number;
  /** End of speech → first audible frame handed to the channel. */
  readonly voiceToVoiceMs?: number;
};

export type TurnOutcome = 'completed' | 'interrupted' | 'failed';

/** Why a turn or a session could not go on, in words for the person who talks. */
export type VoiceFailure = {
  readonly code:
    | 'stt_unavailable'
    | 'llm_unavailable'
    | 'tts_unavailable'
    | 'rate_limited'
    | 'cap_reached'
    | 'internal_error';
  readonly message: string;
};

export type TurnEnd = {
  readonly type: 'turn-end';
  readonly turnId: string;
  readonly outcome: TurnOutcome;
  /** What sounded of it was ended before it was heard: who plays it may hold some of it still. */
  readonly isCutOff?: true;
  /** Which agent answered; absent where nobody came to answer. */
  readonly agentName?: string;
  /** Absent on a turn nobody asked for (a greeting). */
  readonly userText?: string;
  /** Whose words they are, where several people share the session. */
  readonly speakers?: readonly Speaker[];
  /** Others whom it is about, where several people share the session: it tells of calls that they have asked for. */
  readonly askers?: readonly Speaker[];
  /** The whole reply as generated. */
  readonly replyText: string;
  /** What was heard of it: cut at a word when the turn was interrupted. */
  readonly spokenText: string;
  /** The end of `spokenText` with which the agent excused a failure: no word of the model, so not for the history. */
  readonly apology?: string;
  /** When the turn began and ended, epoch ms. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly latency: TurnLatency;
  readonly providers: {
    readonly stt?: string;
    readonly llm?: string;
    readonly tts?: string;
    /** Why the models before the one that answered did not. */
    readonly fallbackReason?: string;
  };
  /** What the model's reply took; absent where nobody says, also of one that was stopped before its end. */
  readonly usage?: TokenUsage;
  /** What the model had done: the calls of this turn, and those of earlier ones that have ended since. */
  readonly toolCalls?: readonly ToolCallReport[];
  readonly failure?: VoiceFailure;
  /** It could not be put on the disk: it is lost if this process ends before the database has it. */
  readonly isUnsaved?: true;
};

/** What was heard of the model's own words: this goes into the history. */
export function heardAnswer({
  spokenText,
  apology = '',
}: Pick<TurnEnd, 'spokenText' | 'apology'>): string {
  return spokenText.slice(0, spokenText.length - apology.length).trimEnd();
}

/** Of several people those whose words a turn holds, or who have asked for what it tells: with any of them it is forgotten. */
export function whoseTurn({
  speakers = [],
  askers = [],
}: Pick<TurnEnd, 'speakers' | 'askers'>): Speaker[] {
  return [...speakers, ...askers];
}

/** Everything a session tells its channel and its observers, in the order in which it happened. */
export type VoiceEvent =
  | { readonly type: 'agent-state'; readonly state: AgentState }
  /** Somebody has had the agent answer nobody any more, or answer again. */
  | { readonly type: 'agent-mute'; readonly isMuted: boolean }
  | { readonly type: 'speech-start'; readonly speaker?: Speaker }
  | { readonly type: 'speech-end'; readonly speaker?: Speaker }
  | {
      readonly type: 'transcript-partial';
      readonly turnId: string;
      readonly text: string;
      readonly speaker?: Speaker;
    }
  | {
      readonly type: 'transcript-final';
      readonly turnId: string;
      readonly text: string;
      readonly speaker?: Speaker;
    }
  | { readonly type: 'turn-start'; readonly turnId: string; readonly userText?: string }
  | { readonly type: 'reply-delta'; readonly turnId: string; readonly text: string }
  | { readonly type: 'reply-end'; readonly turnId: string; readonly text: string }
  | { readonly type: 'tool-start'; readonly turnId: string; readonly call: ToolCallReport }
  | {
      /** Some end after their turn. */
      readonly type: 'tool-end';
      readonly turnId: string;
      readonly call: EndedToolCall;
    }
  | {
      /** The agent has sent a text that is to be read, and not heard. */
      readonly type: 'agent-message';
      readonly turnId: string;
      readonly text: string;
    }
  | {
      /** Another agent goes on with the session: what is answered from now on is its. */
      readonly type: 'agent-change';
      readonly agent: { readonly id: string; readonly name: string };
      readonly from: { readonly id: string; readonly name: string };
    }
  /** What is said is kept from now on, or is not any more. */
  | RecordingEvent
  | { readonly type: 'playout-start'; readonly turnId: string; readonly voiceToVoiceMs?: number }
  /** Somebody's voice holds the answer: what sounds falls silent at once. It goes on, or is ended. */
  | { readonly type: 'playout-pause'; readonly turnId: string }
  | { readonly type: 'playout-resume'; readonly turnId: string }
  | { readonly type: 'playout-end'; readonly turnId: string; readonly heardMs: number }
  | {
      /** An answer did not come to its end: told at once, where `turn-end` may wait until the turn is kept. */
      readonly type: 'turn-outcome';
      readonly turnId: string;
      readonly outcome: TurnOutcome;
      readonly isCutOff?: true;
      readonly failure?: VoiceFailure;
    }
  | TurnEnd
  /** Most of what may be spent is: told once for each limit, before it is reached. `speaker`: whose it is, where several share the session. */
  | { readonly type: 'limit-near'; readonly limit: SpendingLimit; readonly speaker?: Speaker }
  /** Nobody is asked any more, on that account, until there is something to spend again. */
  | { readonly type: 'limit-reached'; readonly limit: SpendingLimit; readonly speaker?: Speaker }
  | { readonly type: 'session-failure'; readonly failure: VoiceFailure };
