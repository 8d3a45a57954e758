import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import type { SessionInfo, VoiceEvent } from '@vox/voice-core';

import { TurnObserver } from '../voice';
import { TurnDispatcher } from './turn-dispatcher';
import { TurnJournal } from './turn-journal';
import { toTurnPayload, type TurnPayload } from './turn-payload';

/** Turns on their way to the disk at once; more than this and the disk is stuck. */
const MAX_WRITES = 1000;

/**
 * Records every finished turn: journal first, then queue. Never holds up the turn, and loses none once
 * its journal write is done, however the process or the database dies.
 */
@Injectable()
export class TurnRecorder extends TurnObserver {
  readonly #logger = new Logger('TurnRecorder');
  readonly #writes = new Set<Promise<void>>();

  constructor(
    private readonly journal: TurnJournal,
    private readonly dispatcher: TurnDispatcher,
  ) {
    super();
  }

  override onVoiceEvent(session: SessionInfo, event: VoiceEvent): void {
    if (event.type !== 'turn-end') return;
    const turn = toTurnPayload(session, event);
    if (this.#writes.size >= MAX_WRITES) {
      this.dispatcher.addUnjournaled(turn);
      return;
    }
    const write = this.#write(turn).finally(() => this.#writes.delete(write));
    this.#writes.add(write);
  }

  /** Resolves when every turn seen so far is in the journal. */
  async flush(): Promise<void> {
    await Promise.all(this.#writes);
  }

  async #write(turn: TurnPayload): Promise<void> {
    try {
      await this.journal.write(turn.startedAtMs, turn.turnId, turn);
      this.dispatcher.notify();
    } catch (error) {
      this.#logger.error(
        { turnId: turn.turnId, code: errorCode(error) },
        'The journal cannot be written; the turn is queued from memory',
      );
      this.dispatcher.addUnjournaled(turn);
    }
  }
}
