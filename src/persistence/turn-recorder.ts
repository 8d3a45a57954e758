import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { toMessageRows, recordTurnSchema } from '@vox/jobs';
import { answerWithin, Clock, type SessionInfo, type TurnEnd } from '@vox/voice-core';

import { ServerIdentity } from '../conversation';
import { Redactor } from '../redaction';
import { TurnKeeper } from '../voice';
import { JournalState } from './journal-state';
import { redactedTurn } from './redacted-turn';
import { TurnDispatcher } from './turn-dispatcher';
import { TurnJournal } from './turn-journal';
import { toTurnPayload, type TurnPayload } from './turn-payload';

/** Turns on their way to the disk at once; more than this and the disk is stuck. */
const MAX_WRITES = 1000;

/** A disk that takes longer is stuck; whoever waits for the turn's end is told that it is not safe. */
const KEEP_TIMEOUT_MS = 2000;

/**
 * Keeps every finished turn: journal first, then queue. Once `keep` has said so no turn is lost, however the process, the
 * queue or the database dies.
 */
@Injectable()
export class TurnRecorder extends TurnKeeper {
  readonly #logger = new Logger('TurnRecorder');
  readonly #writes = new Set<Promise<boolean>>();

  constructor(
    private readonly journal: TurnJournal,
    private readonly dispatcher: TurnDispatcher,
    private readonly state: JournalState,
    private readonly clock: Clock,
    private readonly server: ServerIdentity,
    private readonly redactor: Redactor,
  ) {
    super();
  }

  /** True once the turn is on the disk, within 2 s; false when it is in memory only. */
  override async keep(session: SessionInfo, end: TurnEnd): Promise<boolean> {
    const whole = toTurnPayload(session, end, this.server.id);
    const { redactStored, tts } = session.agent;
    const turn = redactedTurn(whole, this.redactor.of(redactStored, tts.language));
    // Nobody said anything and nothing was heard: there is nothing to keep.
    if (isEmpty(turn)) return true;
    if (this.#writes.size >= MAX_WRITES) {
      this.dispatcher.addUnjournaled(turn);
      return false;
    }
    const write = this.#write(turn).finally(() => this.#writes.delete(write));
    this.#writes.add(write);
    return (await answerWithin(this.clock, KEEP_TIMEOUT_MS, write))?.value ?? false;
  }

  /** Resolves when every turn seen so far is in the journal, or in memory. */
  async flush(): Promise<void> {
    await Promise.all(this.#writes);
  }

  async #write(turn: TurnPayload): Promise<boolean> {
    const startedAtMs = this.clock.nowMs();
    try {
      await this.journal.write(turn.startedAtMs, turn.turnId, turn);
      this.state.written(this.clock.nowMs() - startedAtMs);
      this.dispatcher.notify();
      return true;
    } catch (error) {
      const code = errorCode(error);
      this.state.refused(code);
      this.#logger.error(
        { turnId: turn.turnId, code },
        'The journal cannot be written; the turn is queued from memory',
      );
      this.dispatcher.addUnjournaled(turn);
      return false;
    }
  }
}

function isEmpty(turn: TurnPayload): boolean {
  const parsed = recordTurnSchema.safeParse(turn);
  return parsed.success && toMessageRows(parsed.data).length === 0;
}
