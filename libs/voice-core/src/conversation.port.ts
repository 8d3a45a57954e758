import type { ChatMessage } from './chat-message';
import type { LanguageModelStep, RequestHeader } from './language-model.port';
import type { AgentLimits } from './payer';
import type { PersonalKind } from './personal-kinds';
import type { ChannelType } from './session';
import type { SpeechRecognizerStep } from './speech-recognizer.port';
import type { SpeechSynthesizerStep, VoiceSettings } from './speech-synthesizer.port';

/** How an agent talks: loaded with the session. */
export type AgentConfig = {
  readonly id: string;
  readonly name: string;
  readonly systemPrompt: string;
  /** Spoken when somebody joins; silence when absent. */
  readonly greeting?: string;
  readonly llm: {
    /** Providers to ask, first to last, each with its model; the server's order when absent. */
    readonly steps?: readonly LanguageModelStep[];
    /** Model of the server's first provider; `steps` name their own. */
    readonly model?: string;
    readonly n8nWebhookUrl?: string;
    readonly n8nWebhookHeader?: RequestHeader;
    readonly temperature?: number;
    readonly maxTokens?: number;
    /** What its models are not told, beside what the server says; that alone when absent. */
    readonly redact?: readonly PersonalKind[];
  };
  readonly tts: VoiceSettings & {
    /** Engines that speak, first to last, each with its voice; the server's order when absent. */
    readonly steps?: readonly SpeechSynthesizerStep[];
  };
  /** Engines that hear, first to last; the server's order when absent. */
  readonly sttSteps?: readonly SpeechRecognizerStep[];
  /** Base silence that ends an utterance; the server's SILENCE_THRESHOLD_MS when absent. */
  readonly silenceThresholdMs?: number;
  /** What speech over the answer does; the server's BARGE_IN_STRATEGY when absent. */
  readonly bargeIn?: BargeInStrategy;
  /** A soft sound while the answer takes longer than this; silence when absent. */
  readonly thinkingSoundAfterMs?: number;
  /** Leaves `*asterisk actions*` out of what is spoken; the text keeps them. */
  readonly filterActions?: boolean;
  /** Names of the tools that it may call; none when absent. */
  readonly tools?: readonly string[];
  /** Ids of the agents that it may hand the conversation over to; none when absent. */
  readonly transferTo?: readonly string[];
  /** Ids of the agents that it may ask while it talks; none when absent. */
  readonly consults?: readonly string[];
  /** What may be spent with it, beside the server's own limits. */
  readonly limits?: AgentLimits;
  /** Which of them somebody must say yes to first: those that destroy when absent. */
  readonly toolConfirmation?: 'never' | 'destructive' | 'always';
  /** What is left out of what is kept of its conversations, beside what the server says; that alone when absent. */
  readonly redactStored?: readonly PersonalKind[];
  /** It asks for its conversations to be recorded, where that is allowed. */
  readonly records?: true;
};

/** `immediate` stops at once, `graceful` after the sentence that is being spoken, `off` never. */
export type BargeInStrategy = 'immediate' | 'graceful' | 'off';

/** Who opens a session, where that is not the server itself, to whom all are open. */
export type SessionOpener = {
  /** Whose a session becomes that is made; null: the server's own. */
  readonly ownerId: string | null;
  /** Goes on with anybody's sessions. Without it, only with those of the same owner. */
  readonly opensAll: boolean;
  /** They are the owner themselves, or, with a session token, whoever they gave it to. Absent: it is as it was. */
  readonly isOwner?: boolean;
  /** With which group of users a session is shared that is made; absent: none. */
  readonly groupId?: string;
};

export type SessionInfo = {
  readonly sessionId: string;
  /** Whose it is, beside those who may see all; null: the server's own. Absent stands for null. */
  readonly ownerId?: string | null;
  /** Whose members share it with its owner; null or absent: nobody. */
  readonly groupId?: string | null;
  readonly userId: string;
  /** What people call the user, where that was said. */
  readonly userName?: string;
  readonly channel: ChannelType;
  readonly agent: AgentConfig;
  /** `known` when absent. */
  readonly agentOrigin?: AgentOrigin;
};

/**
 * Why a session has the agent it has. `named`: somebody asked for this one. `known`: it is the session's own, or the default
 * one. `stand-in`: which one it should be could not be asked, so its id is not stored with the session.
 */
export type AgentOrigin = 'named' | 'known' | 'stand-in';

/** Who talks in a session hears what becomes of it. The calls must not throw. */
export type SessionListener = {
  /** It turned out to be somebody else's: it must end now, and is held no longer. Nothing said in it is stored. */
  readonly onRefused: (error: Error) => void;
  /** It was deleted, words and all. The talk goes on, and what is said from now on is stored again. */
  readonly onForgotten: () => void;
};

/**
 * A session that somebody talks in, with the agent it has now. `release` says that they do not any more; the last one out
 * ends the session.
 */
export type SessionHold = { readonly info: SessionInfo; readonly release: () => Promise<void> };

export type NewMessage = {
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly turnId: string;
};

/**
 * What the voice loop needs of the stored conversation. Never waits for a slow database longer than
 * the implementation's own deadline: a turn goes on with the cached context, else with the prompt alone.
 */
export abstract class Conversations {
  /**
   * Finds the session or makes it. Ids are UUIDs; no `sessionId` makes a new one. `userName` is what people call the user;
   * the last one given is kept.
   * @throws InvalidInputError when the session belongs to another user or owner, or the agent does not exist.
   * @throws AgentUnavailableError when the agent that is named, or the session's own, cannot be read in time.
   */
  abstract getOrCreateSession(request: {
    sessionId?: string;
    userId: string;
    userName?: string;
    agentId?: string;
    channel: ChannelType;
    /** Absent: the server itself. */
    opener?: SessionOpener;
  }): Promise<SessionInfo>;

  /**
   * As `getOrCreateSession`, for somebody who talks in it from now on: until `release` it keeps its agent and its
   * messages. One for each connection.
   */
  abstract holdSession(
    request: Parameters<Conversations['getOrCreateSession']>[0],
    listener: SessionListener,
  ): Promise<SessionHold>;

  /** The newest `limit` messages (default 10; Infinity for all that are kept), oldest first, after the system prompt unless refused. */
  abstract getConversationContext(
    sessionId: string,
    options?: { limit?: number; includeSystemPrompt?: boolean },
  ): Promise<ChatMessage[]>;

  /** The agent as it is set now: edits show from the next turn on. */
  abstract getAgentConfig(sessionId: string): Promise<AgentConfig>;

  /**
   * The session goes on with `agent` from its next answer on, and keeps it: here at once, in the database when this resolves.
   * Never rejects for an outage.
   */
  abstract changeAgent(sessionId: string, agent: AgentConfig): Promise<void>;

  /**
   * Adds to the session's live context at once; storing it is the observers' work.
   * @param startedAtMs When its turn began, epoch ms: what began before the session was deleted is left out.
   */
  abstract addMessage(sessionId: string, message: NewMessage, startedAtMs?: number): Promise<void>;

  /** Marks the session ended, unless somebody holds it. Unknown ids are ignored. */
  abstract endSession(sessionId: string): Promise<void>;
}
