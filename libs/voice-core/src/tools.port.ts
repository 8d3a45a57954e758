import type { ToolSpec } from './chat-message';
import type { AgentConfig } from './conversation.port';
import type { Form, FormAnswer } from './form';
import type { GenerateRequester } from './language-model.port';
import type { PersonalKind } from './personal-kinds';
import type { ChannelType, Speaker } from './session';

/**
 * What the answer does about a tool's result. `wait`: it waits, for a few seconds. `background`: it is given at once, and the
 * result is told in a turn of its own. `fire`: there is no result to tell.
 */
export type ToolKind = 'wait' | 'background' | 'fire';

/** A tool that an agent may call. */
export type Tool = ToolSpec & {
  readonly kind: ToolKind;
  /** Running it changes nothing, so it may be stopped, and run again. */
  readonly isReadOnly: boolean;
  /** What it is called in a question to people; its name when absent. */
  readonly title?: string | undefined;
  /** It is run only when who asked for it has said yes to it. */
  readonly needsConfirmation?: boolean;
  /** Then it has failed, whatever becomes of it. */
  readonly timeoutMs: number;
};

export type ToolResult = {
  /** For the model: plain words or JSON. */
  readonly content: string;
  /** It has failed, and `content` says why in words for the model. */
  readonly isError?: boolean;
  /** The answer ends with what was said before the call: the model is not asked to go on. */
  readonly endsAnswer?: true;
};

/** What one agent hands over to another one. */
export type Handover = {
  readonly to: AgentConfig;
  /** In the words of the one that hands over, for the other's model; empty when there is none. */
  readonly reason: string;
};

/** What tools may do to the conversation in which they are called. */
export type SessionControl = {
  /** The session ends once the answer that goes on was heard to its end; it goes on when somebody says something instead. */
  readonly endAfterAnswer: () => void;
  /** What is said and heard from now on is of that language, BCP 47. */
  readonly setLanguage: (language: string) => void;
  /**
   * Another agent goes on once the answer that goes on is over, however it ends.
   * @returns why not, in words for the model; undefined when it will.
   */
  readonly handOver: (handover: Handover) => string | undefined;
  /**
   * Sends a text to be read, and not heard: to the page, the socket or the text channel of the session.
   * @returns why not, in words for the model; undefined when it is sent.
   */
  readonly sendText: (turnId: string, text: string) => string | undefined;
};

/** In whose name a tool runs: as the server knows it, whatever the model says. */
export type ToolCaller = Omit<GenerateRequester, 'turnId'> & {
  readonly turnId: string;
  readonly channel: ChannelType;
  /** Who said what is answered, where several people share the session. */
  readonly speakers: readonly Speaker[];
  /** The user (`users.id`) who has asked; absent where that is nobody who is known, or not one alone. */
  readonly accountId?: string;
  /** What is left out of what is kept, beside what the server says. */
  readonly redactStored?: readonly PersonalKind[] | undefined;
};

export type ToolRun = {
  readonly callId: string;
  readonly caller: ToolCaller;
  readonly session: SessionControl;
  /** Aborts at the tool's timeout, and when a read-only tool's turn is given up. */
  readonly signal: AbortSignal;
  /** Since its start it may take no longer, however much it shows that it lives. */
  readonly maxMs: number;
  /** The tool's timeout begins anew. */
  readonly showsLife: () => void;
  /**
   * Asks who has asked for the call, by voice, field by field, once they are free to answer; the tool's time stands still
   * meanwhile. Never rejects; `cancelled`, too, when the call or the conversation ends.
   */
  readonly ask: (form: Form) => Promise<FormAnswer>;
};

/** The tools of all agents. */
export abstract class Tools {
  /** Those that `agent` may call; none where it may call none, or they cannot be had now. */
  abstract of(agent: AgentConfig): Promise<readonly Tool[]>;

  /**
   * Runs one. Arguments are as the model wrote them: what they are to be is checked here.
   * @returns also what failed for a reason that the model should know. What it throws is not told to the model.
   */
  abstract run(tool: Tool, argumentsText: string, run: ToolRun): Promise<ToolResult>;
}

/**
 * `requested`: it waits for somebody to confirm it. What has ended is one of the last four; `cancelled` was given up with its turn, or
 * not confirmed, and changed nothing.
 */
export type EndedToolCallState = 'done' | 'failed' | 'timed-out' | 'cancelled';
export type ToolCallState = 'requested' | 'running' | EndedToolCallState;

/** A call as it is told of and stored. */
export type ToolCallReport = {
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it, bounded. */
  readonly arguments: string;
  readonly state: ToolCallState;
  /** Bounded; absent while there is none. */
  readonly result?: string;
  /** Epoch ms. */
  readonly startedAtMs: number;
  /** Absent while it runs. */
  readonly durationMs?: number;
};

export type EndedToolCall = ToolCallReport & {
  readonly state: EndedToolCallState;
  readonly durationMs: number;
};
