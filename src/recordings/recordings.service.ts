import {
  ConflictException,
  GoneException,
  Injectable,
  Logger,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { errorCode, type RecordingEntity } from '@vox/database';

import { type Deletion, Forgetting, type Forgotten } from '../conversation';
import { UnreadableSecretError } from '../secrets';
import { SessionList } from '../sessions';
import { Recorder } from './recorder';
import { type ConsentChange, RecordingConsent } from './recording-consent';
import { RecordingFiles } from './recording-files';
import { RecordingMoves } from './recording-moves';
import { RecordingRows } from './recording-rows';
import { RecordingUpkeep } from './recording-upkeep';
import { StorageError } from './storage/s3-bucket';
import { DamagedRecordingError } from './storage/sealed-segments';

/** Recordings that there are, and what becomes of them once somebody does not want them any more. */
@Injectable()
export class RecordingsService {
  readonly #logger = new Logger('Recordings');
  #ends: (() => void)[] = [];

  constructor(
    private readonly rows: RecordingRows,
    private readonly sessions: SessionList,
    private readonly files: RecordingFiles,
    private readonly recorder: Recorder,
    private readonly moves: RecordingMoves,
    private readonly upkeep: RecordingUpkeep,
    private readonly consent: RecordingConsent,
    private readonly forgetting: Forgetting,
  ) {}

  start(): void {
    this.#ends = [
      this.forgetting.listen((deletion) => this.#forget(deletion)),
      this.consent.listen((change) => void this.#onConsent(change)),
    ];
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** @throws NotFoundException when there is no such session. */
  async of(sessionId: string): Promise<RecordingEntity[]> {
    const rows = await this.rows.of(sessionId);
    if (rows.length === 0) await this.sessions.get(sessionId);
    return rows;
  }

  /** @throws NotFoundException; ConflictException while it is recorded. */
  async whole(sessionId: string, id: string): Promise<RecordingEntity> {
    const row = await this.rows.find(sessionId, id);
    if (row === null) throw notFound();
    if (row.state === 'complete') return row;
    throw new ConflictException('It is still being recorded');
  }

  /**
   * The audio, of which the first piece is there: what cannot be had is told before the answer has begun.
   * @throws GoneException where it is damaged or not here; ServiceUnavailableException while the storage is away.
   */
  async audio(row: RecordingEntity, from: number, to: number): Promise<AsyncGenerator<Buffer>> {
    const pieces = this.files.read(row, from, to);
    try {
      const first = await pieces.next();
      return joined(first.done === true ? undefined : first.value, pieces);
    } catch (error) {
      const { id } = row;
      this.#logger.warn({ id, code: errorCode(error) }, 'A recording cannot be given out');
      if (error instanceof StorageError) {
        throw new ServiceUnavailableException('The storage of recordings does not answer');
      }
      if (error instanceof DamagedRecordingError || error instanceof UnreadableSecretError) {
        throw new GoneException('The recording is damaged, or not at this server');
      }
      throw error;
    }
  }

  /** Also while it is recorded: it then ends. @throws NotFoundException */
  async remove(sessionId: string, id: string): Promise<void> {
    const row = await this.rows.find(sessionId, id);
    if (row === null) throw notFound();
    if (row.state === 'recording') await this.recorder.discardOf([sessionId]);
    await this.rows.remove(id);
    if ((await this.moves.giveUp((moved) => moved.id === id)) > 0) this.upkeep.sweepSoon();
    await this.files.remove(row).catch((error: unknown) => this.#later(error));
  }

  /** Consent that is taken back takes with it what was recorded of that session, also long after it. */
  async #onConsent({ sessionId, isGiven, isByCompany }: ConsentChange): Promise<void> {
    if (isGiven || isByCompany === true) return;
    try {
      await this.upkeep.forget(sessionId);
    } catch (error) {
      this.#later(error);
    }
  }

  /** Their rows are gone: so are the files then. */
  async #forget({ sessionIds, person }: Deletion): Promise<Forgotten> {
    let recording_files = 0;
    try {
      await this.recorder.forgetOf(sessionIds);
      const brokenOff = await this.moves.giveUp(({ sessionId }) => sessionIds.includes(sessionId));
      // A storage that has all of it may keep it after it was last looked through.
      if (brokenOff > 0) this.upkeep.sweepSoon();
      const swept = person === undefined ? sessionIds : [undefined];
      for (const sessionId of swept) recording_files += await this.upkeep.sweep(sessionId);
      return { counts: { recording_files }, isComplete: true };
    } catch (error) {
      this.#later(error);
      return { counts: { recording_files }, isComplete: false };
    }
  }

  #later(error: unknown): void {
    this.#logger.warn({ code: errorCode(error) }, 'A recording’s file is deleted later');
    this.upkeep.sweepSoon();
  }
}

async function* joined(first: Buffer | undefined, rest: AsyncIterable<Buffer>) {
  if (first !== undefined) yield first;
  yield* rest;
}

function notFound(): NotFoundException {
  return new NotFoundException('There is no such recording');
}
