import type {
  ChannelType,
  Clock,
  SessionControl,
  Speaker,
  Tools,
  VoiceEvent,
} from '@vox/voice-core';

/** How much may be called, and for how long. */
export type ToolLimits = {
  /** Requests of a turn that may call; the one after them answers in words. */
  readonly maxSteps: number;
  /** From a turn's first call on. */
  readonly maxMs: number;
  /** So long an answer waits for one tool. */
  readonly waitMs: number;
};

/** What a session's calls are made with. */
export type LedgerDeps = {
  readonly tools: Tools;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what a tool threw; the model is told that it failed. */
  readonly onError: (error: unknown) => void;
  readonly session: SessionControl;
  /** Nobody is saying anything. */
  readonly isQuiet: () => boolean;
  /** Whether somebody may confirm what others have asked for. */
  readonly mayConfirm: (speaker: Speaker) => boolean;
  /** What the agent is called. */
  readonly names: () => readonly string[];
  readonly channel: ChannelType;
  /** The user whose session it is, where that is one person's; null: nobody who is known, or several people, who each have an account. */
  readonly ownerId: string | null;
  readonly limits: ToolLimits;
};
