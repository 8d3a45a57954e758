import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, type StoredToolCall, TurnEntity } from '@vox/database';
import { repairText } from '@vox/protocol';
import {
  type AgentConfig,
  Clock,
  type EndedToolCall,
  type SessionInfo,
  type VoiceEvent,
} from '@vox/voice-core';
import { Repository } from 'typeorm';

import { Redactor } from '../redaction';
import { TurnObserver } from '../voice';

type LateCall = {
  readonly sessionId: string;
  readonly turnId: string;
  readonly call: EndedToolCall;
  readonly sinceMs: number;
};

/** A turn reaches the database soon after its end, unless that is away. */
const PAUSE_MS = 1000;
/** Then its turn is not stored at all: it was erased, or nothing of it was to be kept. */
const GIVEN_UP_AFTER_MS = 3_600_000;
/** Of some kilobytes each. */
const MAX_WAITING = 1000;

/**
 * Writes into the row of a turn what came of its calls that ended after it, when the database has that row: also when nobody
 * talks any more, and no further turn tells of it.
 *
 * They wait in memory only. Of what is lost with the process the next server says that it is not known (`endAbandonedCalls`).
 */
@Injectable()
export class LateCalls extends TurnObserver {
  readonly #logger = new Logger('LateCalls');
  readonly #stopping = new AbortController();
  /** Calls that ran when their turn ended. */
  readonly #open = new Set<string>();
  #waiting: readonly LateCall[] = [];
  #running: Promise<void> | undefined;

  constructor(
    @InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>,
    private readonly clock: Clock,
    private readonly redactor: Redactor,
  ) {
    super();
  }

  override onVoiceEvent({ sessionId, agent }: SessionInfo, event: VoiceEvent): void {
    if (event.type === 'turn-end') {
      for (const { id, durationMs } of event.toolCalls ?? []) {
        if (durationMs === undefined) this.#open.add(keyOf(sessionId, id));
      }
    } else if (event.type === 'tool-end' && this.#open.delete(keyOf(sessionId, event.call.id))) {
      const { turnId } = event;
      const call = this.#redacted(event.call, agent);
      const late = { sessionId, turnId, call, sinceMs: this.clock.nowMs() };
      this.#waiting = [...this.#waiting, late].slice(-MAX_WAITING);
      this.#running ??= this.#run().finally(() => (this.#running = undefined));
    }
  }

  #redacted(call: EndedToolCall, { redactStored, tts }: AgentConfig): EndedToolCall {
    const { result } = call;
    if (result === undefined) return call;
    const redaction = this.redactor.of(redactStored, tts.language);
    return { ...call, result: redaction.storedJson(result) };
  }

  /** Tries once more what waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Until nothing waits. */
  async #run(): Promise<void> {
    for (;;) {
      await this.#writeAll();
      if (this.#waiting.length === 0 || this.#stopping.signal.aborted) return;
      const untilMs = this.clock.nowMs() + PAUSE_MS;
      await this.clock.sleepUntil(untilMs, this.#stopping.signal);
    }
  }

  async #writeAll(): Promise<void> {
    for (const late of this.#waiting) {
      const isDone = await this.#isWritten(late).catch((error: unknown) => {
        this.#logger.debug({ code: errorCode(error) }, 'What came of a call is written later');
        return false;
      });
      const isOld = this.clock.nowMs() - late.sinceMs > GIVEN_UP_AFTER_MS;
      if (isDone || isOld) this.#waiting = this.#waiting.filter((other) => other !== late);
    }
  }

  /** SQL, because a query builder cannot change a part of a document. @returns false when there is no such row yet. */
  async #isWritten({ sessionId, turnId, call }: LateCall): Promise<boolean> {
    const { id, state, result, durationMs } = call;
    const known: Pick<StoredToolCall, 'state' | 'result' | 'duration_ms'> = {
      state,
      result: result === undefined ? null : repairText(result),
      duration_ms: Math.round(durationMs),
    };
    const [, count] = await this.turns.query<[unknown, number]>(
      `update turns set
         tool_calls = (
           select jsonb_agg(case call ->> 'id' when $3 then call || $4::jsonb else call end order by place)
           from jsonb_array_elements(tool_calls) with ordinality as listed (call, place)),
         held_by = case when exists (
           select 1 from jsonb_array_elements(tool_calls) as other
           where other ->> 'id' <> $3 and other ->> 'state' in ('requested', 'running')) then held_by end
       where id = $1 and session_id = $2
         and tool_calls @> jsonb_build_array(jsonb_build_object('id', $3::text))`,
      [turnId, sessionId, repairText(id), JSON.stringify(known)],
    );
    return count > 0;
  }
}

function keyOf(sessionId: string, callId: string): string {
  return `${sessionId} ${callId}`;
}
