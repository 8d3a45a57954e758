import type { AudioFrame, PlayedSound } from './audio';
import type { AgentConfig, SessionInfo } from './conversation.port';
import type { Speaker } from './session';

/** What people are told of a recording: before anything is kept, and once nothing is any more. */
export type RecordingEvent = {
  readonly type: 'recording-start' | 'recording-end';
  readonly recordingId: string;
};

/** What may be recorded of one connection of a session. */
export type RecordedSession = {
  readonly info: SessionInfo;
  /** What is heard of the agent. */
  readonly played: PlayedSound;
  /** Must not throw. */
  readonly tell: (event: RecordingEvent) => void;
};

/** Hears what is said in a session. Its calls cost next to nothing while nothing is recorded, and never throw. */
export interface SessionTap {
  /** `speaker` is undefined for the one whose session it is. */
  heard(frame: AudioFrame, speaker: Speaker | undefined): void;
  /** Nothing more comes from them. */
  left(speaker: Speaker | undefined): void;
  /** Another agent goes on. */
  changeAgent(agent: AgentConfig): void;
  /** What is recorded just now. */
  readonly recordingId: string | undefined;
  /** The connection is over. */
  close(): void;
}

/** Records conversations, of which nothing is kept unless their agent asks for it and everybody who is heard has consented. */
export abstract class SessionRecorder {
  /** Undefined where this server records nothing: then a session spends nothing on it. The caller closes it. */
  abstract open(session: RecordedSession): SessionTap | undefined;
}
