import type { ErrorCode, ServerEvent, WireSpeaker } from '@vox/protocol';

import { type ConsentsView, noConsents } from './consents';

type EventData<Name extends ServerEvent['event']> = Extract<ServerEvent, { event: Name }>['data'];

export type Latency = EventData<'turn_complete'>['latency'];
export type TurnOutcome = EventData<'turn_complete'>['outcome'];
export type AgentState = EventData<'agent_state'>['state'];

/**
 * What somebody said or typed. `turnId` is null while a typed message waits for its turn; `by` is null for who sits at
 * this page.
 */
export type UserLine = {
  readonly speaker: 'user';
  readonly key: string;
  readonly turnId: string | null;
  readonly text: string;
  readonly isFinal: boolean;
  readonly isTyped: boolean;
  readonly by: WireSpeaker | null;
};

/** A tool that an agent has run; `state` is undefined while it runs. */
export type ToolUse = {
  readonly callId: string;
  readonly tool: string;
  readonly state?: EventData<'tool_finished'>['state'];
};

/** What the agent answers. `outcome` is null while the turn runs. */
export type AgentLine = {
  readonly speaker: 'agent';
  readonly key: string;
  readonly turnId: string;
  readonly text: string;
  readonly isAudible: boolean;
  readonly outcome: TurnOutcome | null;
  readonly latency: Latency | null;
  /** Which agent answers; null where nobody said. */
  readonly agent: string | null;
  /** What it has had done for this answer, in the order in which it was begun. */
  readonly tools?: readonly ToolUse[];
};

export type Line = UserLine | AgentLine;

/** Everything the page knows about the conversation itself; the connection is the client's matter. */
export type Conversation = {
  readonly agentState: AgentState;
  /** The agent answers nobody for now. */
  readonly isAgentMuted: boolean;
  readonly isUserSpeaking: boolean;
  /** Who else speaks just now, where several share the session. */
  readonly othersSpeaking: readonly WireSpeaker[];
  /** Who sits at this page, as the others see them; null in a session of one's own. */
  readonly me: WireSpeaker | null;
  /** The name of the agent that answers now; null where nobody said. */
  readonly agent: string | null;
  /** What is said is kept as sound. */
  readonly isRecorded: boolean;
  readonly lines: readonly Line[];
  readonly consents: ConsentsView;
  readonly serverError: { readonly code: ErrorCode; readonly message: string } | null;
};

/** What changes a conversation. */
export type ConversationAction =
  | { readonly type: 'server-event'; readonly event: ServerEvent }
  | { readonly type: 'joined'; readonly as: WireSpeaker | null; readonly agent: string }
  | { readonly type: 'typed'; readonly key: string; readonly text: string }
  | { readonly type: 'typing-failed'; readonly key: string }
  | { readonly type: 'connection-closed' }
  /** Some of what happened was told to nobody here: what is under way is not known any more. */
  | { readonly type: 'missed' }
  | { readonly type: 'error-dismissed' };

export const emptyConversation: Conversation = {
  agentState: 'listening',
  isAgentMuted: false,
  isUserSpeaking: false,
  othersSpeaking: [],
  me: null,
  agent: null,
  isRecorded: false,
  lines: [],
  consents: noConsents,
  serverError: null,
};

/** Oldest lines leave first, so that an evening of talk does not slow the page down. */
export const MAX_LINES = 200;

/** A session that somebody goes on with; `userId`: whose it is, null for this browser's own. */
export type TakenUp = {
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly lines: readonly Line[];
  /** Of a new session: whom it is shared with; nobody when absent. */
  readonly group?: SharedWith | null;
};

/** The group of people whom a session is shared with. */
export type SharedWith = { readonly id: string; readonly name: string };
