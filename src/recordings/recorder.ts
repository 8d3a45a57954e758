import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { Clock, type RecordedSession, SessionRecorder, type SessionTap } from '@vox/voice-core';

import { AppConfig } from '../config';
import { RecordingConsent } from './recording-consent';
import { RecordingFiles } from './recording-files';
import { RecordingMoves } from './recording-moves';
import { type Extent, RecordingRows } from './recording-rows';
import { nameOf } from './storage/recording-place.port';
import { RecordingFile } from './taking/recording-file';
import { RunningRecording } from './taking/running-recording';
import { type Recordings, SessionNotStoredError, SessionTape } from './taking/session-tape';

const FOREIGN_KEY_VIOLATION = '23503';

/** Records the sessions of this process, where that is allowed. */
@Injectable()
export class Recorder extends SessionRecorder implements Recordings {
  readonly #logger = new Logger('Recordings');
  readonly #tapes = new Set<SessionTape>();
  /** Session by recording: those that are not finished. */
  readonly #running = new Map<string, string>();
  /** What has ended and is not kept yet, or gone: with the session that it is of. */
  readonly #ending = new Map<Promise<void>, string>();

  constructor(
    private readonly config: AppConfig,
    private readonly consent: RecordingConsent,
    private readonly rows: RecordingRows,
    private readonly files: RecordingFiles,
    private readonly moves: RecordingMoves,
    private readonly clock: Clock,
  ) {
    super();
  }

  override open(session: RecordedSession): SessionTap | undefined {
    if (this.config.recordings.RECORDING === 'off') return undefined;
    const { consent, clock } = this;
    const onClose = (closed: SessionTape) => void this.#tapes.delete(closed);
    const tape = new SessionTape(session, { recordings: this, consent, clock }, onClose);
    this.#tapes.add(tape);
    return tape;
  }

  /** Whether this process is writing it: it is not whole on the disk yet. */
  isRunning(id: string): boolean {
    return this.#running.has(id);
  }

  /** What is being recorded of these sessions is deleted; resolves when it is. */
  async discardOf(sessionIds: readonly string[]): Promise<void> {
    for (const tape of this.#tapes) if (sessionIds.includes(tape.sessionId)) tape.discard();
    await this.#settledOf((sessionId) => sessionIds.includes(sessionId));
  }

  /** The same, of sessions that were deleted. */
  async forgetOf(sessionIds: readonly string[]): Promise<void> {
    for (const tape of this.#tapes) if (sessionIds.includes(tape.sessionId)) tape.forget();
    await this.#settledOf((sessionId) => sessionIds.includes(sessionId));
  }

  /** Resolves when what has ended so far is whole on the disk, or gone. */
  async settled(): Promise<void> {
    await this.#settledOf(() => true);
  }

  async begin(
    { info: { sessionId }, played }: RecordedSession,
    people: readonly string[],
  ): Promise<RunningRecording> {
    const id = randomUUID();
    try {
      const { seal, sealedKey } = await this.files.newKey(sessionId, id);
      const startedAt = new Date(this.clock.wallMs());
      // The row first: a file that has none is an orphan.
      await this.rows.add({ id, sessionId, startedAt, sealedKey, speakerIds: [...people] });
      this.#running.set(id, sessionId);
      const file = await RecordingFile.create(this.files.places.disk, seal);
      return new RunningRecording(id, file, played, this.clock);
    } catch (error) {
      this.#running.delete(id);
      const code = errorCode(error);
      if (code === FOREIGN_KEY_VIOLATION)
        throw new SessionNotStoredError('the session is not stored', { cause: error });
      this.#logger.warn({ sessionId, code }, 'A recording cannot be begun yet');
      await this.rows.remove(id).catch(() => undefined);
      throw error;
    }
  }

  async note(recording: RunningRecording): Promise<boolean> {
    // Of an outage it is not known that it is gone.
    return this.rows.note(recording.id, extentOf(recording)).catch(() => true);
  }

  keep(recording: RunningRecording): Promise<void> {
    return this.#ended(recording, async () => {
      await recording.end();
      const isThere = await this.rows.finish(recording.id, extentOf(recording));
      if (isThere) void this.moves.move(this.#aboutOf(recording));
      else await this.#removeFile(recording);
    });
  }

  discard(recording: RunningRecording): Promise<void> {
    return this.#ended(recording, async () => {
      await recording.drop();
      await this.#removeFile(recording);
      await this.rows.remove(recording.id);
    });
  }

  /** What fails is done by `RecordingUpkeep`: what is on the disk counts. */
  #ended(recording: RunningRecording, act: () => Promise<void>): Promise<void> {
    const { id } = recording;
    const ending = act()
      .catch((error: unknown) => {
        this.#logger.warn({ id, code: errorCode(error) }, 'A recording is finished later');
      })
      .finally(() => {
        this.#running.delete(id);
        this.#ending.delete(ending);
      });
    this.#ending.set(ending, this.#aboutOf(recording).sessionId);
    return ending;
  }

  async #settledOf(isMeant: (sessionId: string) => boolean): Promise<void> {
    const meant = [...this.#ending].filter(([, sessionId]) => isMeant(sessionId));
    await Promise.all(meant.map(([ending]) => ending));
  }

  #aboutOf({ id }: RunningRecording): { id: string; sessionId: string } {
    return { id, sessionId: this.#running.get(id) ?? '' };
  }

  async #removeFile(recording: RunningRecording): Promise<void> {
    const { id, sessionId } = this.#aboutOf(recording);
    await this.files.places.disk.remove(nameOf(sessionId, id));
  }
}

function extentOf({ durationMs, bytes, people }: RunningRecording): Extent {
  return { durationMs, bytes, speakerIds: people };
}
