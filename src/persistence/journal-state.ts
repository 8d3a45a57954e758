import { errorCode } from '@vox/database';
import type { Clock } from '@vox/voice-core';

import type { JournalSurvey, TurnJournal } from './turn-journal';
import type { WaitingTurns } from './waiting-turns';

/** Nobody may have talked for hours: the disk is tried out then, but not more often than this. */
const PROBE_INTERVAL_MS = 10_000;

export type JournalHealth = Partial<JournalSurvey> & {
  /** The next turn would be on the disk before its end is told. */
  readonly isWritable: boolean;
  /** Turns in memory only, and turns that were lost for want of it. */
  readonly unjournaled: number;
  readonly lost: number;
  /** What the disk answered last when it refused something. */
  readonly code?: string;
};

/** How the journal is, for health, metrics and whoever writes it. */
export class JournalState {
  #refusal: string | undefined;
  #triedAtMs = -Infinity;
  #onWritten: (tookMs: number) => void = () => undefined;

  constructor(
    private readonly journal: TurnJournal,
    private readonly turns: WaitingTurns,
    private readonly clock: Clock,
  ) {}

  /** Calls `listener` with what each write of an entry took, both fsyncs included. One listener at most. */
  onWritten(listener: (tookMs: number) => void): void {
    this.#onWritten = listener;
  }

  written(tookMs: number): void {
    this.#refusal = undefined;
    this.#triedAtMs = this.clock.nowMs();
    this.#onWritten(tookMs);
  }

  refused(code: string | undefined): void {
    this.#refusal = code ?? 'unknown';
    this.#triedAtMs = this.clock.nowMs();
  }

  /** Never rejects. Tries the disk when nothing was written lately, or when it refused. */
  async health(): Promise<JournalHealth> {
    await this.#try();
    const { unjournaled, lost } = this.turns;
    const survey = await this.#survey();
    return {
      ...survey,
      isWritable: this.#refusal === undefined,
      unjournaled,
      lost,
      ...(this.#refusal === undefined ? {} : { code: this.#refusal }),
    };
  }

  async #try(): Promise<void> {
    const isRecent = this.clock.nowMs() - this.#triedAtMs < PROBE_INTERVAL_MS;
    if (isRecent && this.#refusal === undefined) return;
    try {
      await this.journal.probe();
      this.#refusal = undefined;
    } catch (error) {
      this.#refusal = errorCode(error) ?? 'unknown';
    }
    this.#triedAtMs = this.clock.nowMs();
  }

  async #survey(): Promise<Partial<JournalSurvey>> {
    try {
      return await this.journal.survey(this.clock.wallMs());
    } catch (error) {
      this.#refusal = errorCode(error) ?? 'unknown';
      return {};
    }
  }
}
