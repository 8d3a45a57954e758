import type { AgentState, AudioSink, SessionInput, Speaker } from '@vox/voice-core';

/**
 * Somebody who takes part in a session that lives on another channel.
 *
 * They hear the agent and everything that is told of the session, and speak and type in it as one more person, `speaker`,
 * with a listener of their own: in a room as in one person's session, whose own words go without a name. The channel owns
 * what it gives, as for a session of its own.
 */
export type Guest = {
  readonly speaker: Speaker;
  readonly input: AsyncIterable<SessionInput>;
  readonly audioOut: AudioSink;
  readonly signal: AbortSignal;
};

/** What a guest may do in the session; `leave` once, in the end. */
export type AdmittedGuest = {
  /** What the agent does just now. */
  readonly state: AgentState;
  readonly take: (item: Exclude<SessionInput, { type: 'speaker-left' }>) => void;
  readonly leave: () => void;
};
