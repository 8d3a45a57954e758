import type {
  AgentConfig,
  AudioFrame,
  Clock,
  RecordedSession,
  SessionTap,
  Speaker,
} from '@vox/voice-core';

import type { RecordingConsent } from '../recording-consent';
import type { RunningRecording } from './running-recording';

/** How often what was said is encoded: so little at once that nobody waits for it. */
const WRITE_EVERY_MS = 100;

/** How often its row says how long it is, and is asked whether it is still there. */
const NOTE_EVERY_MS = 5000;

/** What could not be begun, for the database or the disk, is tried again after this. */
const RETRY_MS = 5000;

/** The session is not stored, or not any more: there is nothing that a recording could be of. */
export class SessionNotStoredError extends Error {
  override readonly name = 'SessionNotStoredError';
}

/** Where recordings begin and end up. None of it rejects but `begin`. */
export type Recordings = {
  begin(session: RecordedSession, people: readonly string[]): Promise<RunningRecording>;
  /** @returns false when its row is gone: it was deleted. */
  note(recording: RunningRecording): Promise<boolean>;
  keep(recording: RunningRecording): Promise<void>;
  discard(recording: RunningRecording): Promise<void>;
};

type TapeDeps = {
  readonly recordings: Recordings;
  readonly consent: Pick<RecordingConsent, 'isGiven' | 'listen'>;
  readonly clock: Clock;
};

type State =
  | { readonly type: 'idle' }
  | { readonly type: 'beginning' }
  | { readonly type: 'on'; readonly recording: RunningRecording; readonly ending: AbortController };

const IDLE: State = { type: 'idle' };

/**
 * One connection of a session, and whether it is recorded: while its agent asks for it, somebody is heard, and all who are
 * have consented. Who is heard without having consented ends the recording before a sound of theirs is in it; what was
 * recorded before stays. It goes on, as another recording, once they have consented or left.
 */
export class SessionTape implements SessionTap {
  #agent: AgentConfig;
  /** Whether they have consented who are heard, by speaker; undefined is the one whose session it is. */
  readonly #consents = new Map<string | undefined, boolean>();
  #state: State = IDLE;
  #retryAtMs = Infinity;
  /** The session was stored: where it is not, it was deleted. */
  #wasStored = false;
  #isClosed = false;
  readonly #unlisten: () => void;

  constructor(
    private readonly session: RecordedSession,
    private readonly deps: TapeDeps,
    private readonly onClose: (tape: SessionTape) => void,
  ) {
    this.#agent = session.info.agent;
    const { sessionId } = session.info;
    this.#unlisten = deps.consent.listen(({ speakerId, isGiven, ...change }) => {
      if (change.sessionId !== sessionId || !this.#consents.has(speakerId)) return;
      this.#consents.set(speakerId, isGiven);
      this.#reconsider();
    });
  }

  get sessionId(): string {
    return this.session.info.sessionId;
  }

  get recordingId(): string | undefined {
    return this.#state.type === 'on' ? this.#state.recording.id : undefined;
  }

  heard(frame: AudioFrame, speaker: Speaker | undefined): void {
    if (this.#agent.records !== true || this.#isClosed) return;
    if (!this.#consents.has(speaker?.id)) this.#arrive(speaker?.id, frame);
    if (this.#retryAtMs < this.deps.clock.nowMs()) this.#reconsider();
    if (this.#state.type !== 'on' || this.#consents.get(speaker?.id) !== true) return;
    this.#state.recording.heard(this.#nameOf(speaker?.id), frame);
  }

  left(speaker: Speaker | undefined): void {
    if (this.#consents.delete(speaker?.id)) this.#reconsider();
  }

  changeAgent(agent: AgentConfig): void {
    this.#agent = agent;
    this.#reconsider();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unlisten();
    this.#stop('keep');
    this.onClose(this);
  }

  /** What is being recorded is deleted. It may begin anew, with whoever has consented. */
  discard(): void {
    this.#stop('discard');
    this.#retryAtMs = this.deps.clock.nowMs() + RETRY_MS;
  }

  /** The session was deleted. As `discard`; what is said from then on is nobody's to keep until it is stored again. */
  forget(): void {
    this.#wasStored = true;
    this.discard();
  }

  #nameOf(speakerId: string | undefined): string {
    return speakerId ?? this.session.info.userId;
  }

  #arrive(speakerId: string | undefined, frame: AudioFrame): void {
    const { sessionId } = this;
    const isGiven = this.deps.consent.isGiven({ sessionId, speakerId });
    // A channel fills in silence for who is muted: they are not heard.
    if (!isGiven && frame.pcm.every((sample) => sample === 0)) return;
    this.#consents.set(speakerId, isGiven);
    this.#reconsider();
  }

  #mayRecord(): boolean {
    const isAsked = this.#agent.records === true && !this.#isClosed;
    const consents = [...this.#consents.values()];
    return isAsked && consents.length > 0 && consents.every(Boolean);
  }

  #reconsider(): void {
    this.#retryAtMs = Infinity;
    if (!this.#mayRecord()) this.#stop('keep');
    else if (this.#state.type === 'idle') void this.#begin();
  }

  async #begin(): Promise<void> {
    const { recordings, clock } = this.deps;
    const beginning: State = { type: 'beginning' };
    this.#state = beginning;
    let recording: RunningRecording;
    try {
      recording = await recordings.begin(this.session, this.#people());
    } catch (error) {
      // Told by who begins them.
      if (this.#state === beginning) this.#state = IDLE;
      // Of one that was deleted nothing comes by waiting: it begins with the next who comes, or consents.
      const isDeleted = this.#wasStored && error instanceof SessionNotStoredError;
      this.#retryAtMs = isDeleted ? Infinity : clock.nowMs() + RETRY_MS;
      return;
    }
    this.#wasStored = true;
    if (this.#state !== beginning) return recordings.discard(recording);
    const ending = new AbortController();
    this.#state = { type: 'on', recording, ending };
    this.session.tell({ type: 'recording-start', recordingId: recording.id });
    await this.#run(recording, ending.signal);
  }

  #people(): string[] {
    return [...this.#consents.keys()].map((speakerId) => this.#nameOf(speakerId));
  }

  async #run(recording: RunningRecording, signal: AbortSignal): Promise<void> {
    const { clock } = this.deps;
    let notedAtMs = clock.nowMs();
    let known = recording.people.length;
    while (!signal.aborted) {
      await clock.sleepUntil(clock.nowMs() + WRITE_EVERY_MS, signal);
      if (signal.aborted) return;
      recording.write();
      if (recording.failure !== undefined) return this.#stop('keep');
      const isNews = recording.people.length !== known;
      if (!isNews && clock.nowMs() - notedAtMs < NOTE_EVERY_MS) continue;
      notedAtMs = clock.nowMs();
      known = recording.people.length;
      void this.#note(recording);
    }
  }

  async #note(recording: RunningRecording): Promise<void> {
    const isThere = await this.deps.recordings.note(recording);
    if (!isThere && this.recordingId === recording.id) this.discard();
  }

  #stop(how: 'keep' | 'discard'): void {
    const state = this.#state;
    this.#state = IDLE;
    if (state.type !== 'on') return;
    state.ending.abort();
    this.session.tell({ type: 'recording-end', recordingId: state.recording.id });
    void this.deps.recordings[how](state.recording);
  }
}
