import { Logger } from '@nestjs/common';
import { errorCode, type MemoryEntity } from '@vox/database';
import {
  type AgentLimits,
  answerWithin,
  childController,
  type Clock,
  onAccount,
  type PersonalKind,
  type SpendingLimits,
  UNKNOWN_BILLING,
} from '@vox/voice-core';
import type { Repository } from 'typeorm';

import type { Asker, Embeddings } from './embeddings';

/** Of the 200 ms that an answer may wait for what is remembered. */
const PATIENCE_MS = 120;
/** Facts in one request. */
const BATCH = 64;
const BATCH_TIMEOUT_MS = 30_000;
/** How often facts are looked for that were written through another server, or while that of embeddings was away. */
const SWEEP_MS = 30_000;
/** More of a long text tells no more of what it is about. */
const MAX_CHARACTERS = 2000;

/** A fact, on whose account it is embedded, and what the agent of its session has models not told. */
type Waiting = {
  readonly id: string;
  readonly fact: string;
  readonly session_id: string | null;
  readonly owner_id: string;
  readonly user_id: string | null;
  readonly agent_id: string | null;
  readonly limits: AgentLimits | null;
  readonly redact: readonly PersonalKind[] | null;
};

/** Facts of one session that this model has not embedded: they are asked for in the name of its agent. $3: not of these. */
const NEXT = `
  select memories.id, fact, memories.session_id, coalesce(sessions.owner_id, memories.user_id) as owner_id,
    sessions.user_id, agents.id as agent_id, agents.limits, agents.redact_for_models as redact
  from memories
    left join sessions on sessions.id = memories.session_id
    left join agents on agents.id = sessions.agent_id or (sessions.agent_id is null and agents.is_default)
  where embedding_model is distinct from $1
    and memories.session_id is not distinct from (
      select session_id from memories
      where embedding_model is distinct from $1 and not coalesce(session_id::text, '') = any($3::text[])
      order by created_at, id limit 1)
    and not coalesce(memories.session_id::text, '') = any($3::text[])
  order by memories.created_at limit $2`;

/**
 * Where facts lie by their meaning, kept in their rows, so that the nearest to what is said are found: by pgvector, where the
 * database has it. Without it, or while the server of embeddings is away, facts are found by their words.
 */
export class FactVectors {
  readonly #logger = new Logger('Memory');
  readonly #stopping = new AbortController();
  #hasExtension = false;
  #wake = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly embeddings: Embeddings,
    private readonly rows: Pick<Repository<MemoryEntity>, 'query'>,
    private readonly clock: Clock,
    private readonly limits?: SpendingLimits,
  ) {}

  get model(): string {
    return this.embeddings.model;
  }

  /** Looks for the extension, makes it where that is allowed, and embeds what is not embedded yet, from now on. */
  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#running;
  }

  /** There is a new fact. */
  wake(): void {
    this.#wake.abort();
  }

  /** Where `said` lies; undefined where facts are found by words alone, it cannot be known in time, or nobody may be asked any more. */
  async of(said: string, asker: Asker): Promise<readonly number[] | undefined> {
    if (!this.#hasExtension || said.trim() === '' || this.#isSpent(asker)) return undefined;
    const { controller, release } = childController(this.#stopping.signal);
    const asked = this.embeddings
      .of([said.slice(-MAX_CHARACTERS)], asker, controller.signal)
      .then(([vector]) => vector)
      .catch(() => undefined);
    const answer = await answerWithin(this.clock, PATIENCE_MS, asked);
    controller.abort();
    release();
    return answer?.value;
  }

  #isSpent({ billing }: Asker): boolean {
    return billing !== undefined && this.limits?.reached(billing) !== undefined;
  }

  async #run(): Promise<void> {
    /** Sessions on whose account nobody may be asked until the next look. */
    let spent: string[] = [];
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      const isDone = await this.#fill(spent).catch((error: unknown) => {
        this.#logger.debug({ code: errorCode(error) }, 'Facts are embedded later');
        return true;
      });
      if (!isDone) continue;
      spent = [];
      const signal = AbortSignal.any([this.#wake.signal, this.#stopping.signal]);
      await this.clock.sleepUntil(this.clock.nowMs() + SWEEP_MS, signal);
    }
  }

  /** @param spent Sessions that are passed over; those of which nothing may be asked are added. @returns whether nothing is left. */
  async #fill(spent: string[]): Promise<boolean> {
    if (!this.#hasExtension && !(await this.#findsExtension())) return true;
    const facts: Waiting[] = await this.rows.query(NEXT, [this.model, BATCH, spent]);
    const [first] = facts;
    if (first === undefined) return true;
    const asker = askerOf(first);
    const isAsked = await this.#onAccountOf(asker, () => this.#embed(facts, asker));
    if (!isAsked) spent.push(first.session_id ?? '');
    return false;
  }

  /**
   * Once it is known what was spent before, of the session and of the user, each by itself: whose fact it is need not be who pays for
   * the session.
   */
  #onAccountOf<T>({ billing = UNKNOWN_BILLING }: Asker, work: () => Promise<T>): Promise<T> {
    const { sessionId, agentId, agentLimits, ...user } = billing;
    const agent = agentId === undefined ? {} : { agentId, agentLimits };
    const session = sessionId === undefined ? {} : { sessionId };
    return onAccount(this.limits, { ...session, ...agent }, () =>
      onAccount(this.limits, { ...user, ...agent }, work),
    );
  }

  /** @returns whether somebody was asked: not where a limit is reached. */
  async #embed(facts: readonly Waiting[], asker: Asker): Promise<boolean> {
    if (this.#isSpent(asker)) return false;
    const timeout = AbortSignal.timeout(BATCH_TIMEOUT_MS);
    const vectors = await this.embeddings.of(
      facts.map(({ fact }) => fact),
      asker,
      AbortSignal.any([timeout, this.#stopping.signal]),
    );
    for (const [at, { id, fact }] of facts.entries()) {
      // One that was edited meanwhile is embedded anew.
      await this.rows.query(
        'update memories set embedding = $3, embedding_model = $4 where id = $1 and fact = $2',
        [id, fact, vectors[at], this.model],
      );
    }
    return true;
  }

  async #findsExtension(): Promise<boolean> {
    const find = async () => {
      const found: unknown[] = await this.rows.query(
        "select 1 from pg_extension where extname = 'vector'",
      );
      return found.length > 0;
    };
    this.#hasExtension = await find();
    if (this.#hasExtension) return true;
    try {
      await this.rows.query('create extension if not exists vector');
      this.#hasExtension = await find();
    } catch (error) {
      const code = errorCode(error);
      this.#logger.log({ code }, 'The database has no pgvector: facts are found by their words');
      // It is made by somebody who may, and found with the next start.
      this.#stopping.abort();
    }
    return this.#hasExtension;
  }
}

function askerOf(waiting: Waiting): Asker {
  const { session_id, owner_id: ownerId, user_id, agent_id, limits, redact } = waiting;
  return {
    redact: redact ?? [],
    billing: {
      purpose: 'memory',
      ownerId,
      ...(session_id === null ? {} : { sessionId: session_id }),
      ...(user_id === null ? {} : { userId: user_id }),
      ...(agent_id === null ? {} : { agentId: agent_id, agentLimits: limits ?? undefined }),
    },
  };
}
