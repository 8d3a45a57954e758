import { Injectable, Optional } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { discordSessionUserId, MemoryEntity, searchedText } from '@vox/database';
import type { PersonalKind } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { Redactor } from '../redaction';
import type { Asker } from './embeddings';
import { FactVectors } from './fact-vectors';
import type { Person } from './rememberer';

/** More than one reads of oneself; the oldest make room. */
const MAX_FACTS = 200;

export type NewFact = {
  readonly fact: string;
  readonly origin: MemoryEntity['origin'];
  readonly sessionId: string;
  readonly turnId: string;
  /** What is left out of it, beside what the server says. */
  readonly redactStored?: readonly PersonalKind[] | undefined;
};

/** The facts that are kept of people: few of each, and short. Found by PostgreSQL's full text, and by their meaning where that is known. */
@Injectable()
export class Memories {
  constructor(
    @InjectRepository(MemoryEntity) private readonly rows: Repository<MemoryEntity>,
    private readonly redactor: Redactor,
    @Optional() private readonly vectors?: FactVectors,
  ) {}

  /**
   * The facts of a person, the most fitting to `said` first, then the newest.
   *
   * SQL, because no query builder says a text search query of any of its words: stems differ by language, so a word's
   * beginning is enough.
   */
  async fitting(who: Person, said: string, limit: number, asker: Asker = {}): Promise<string[]> {
    const near = await this.#near(said, asker);
    const found: { fact: string }[] = await this.rows.query(
      `select fact from memories
       where ${THEIRS}
       order by ${near.order}
         ts_rank(to_tsvector('simple', lower(fact)), to_tsquery('simple', $4)) desc,
         updated_at desc, id
       limit $5`,
      [...valuesOf(who), anyOf(said), limit, ...near.values],
    );
    // What was said on two doors before they were linked is there twice.
    return [...new Set(found.map(({ fact }) => fact))];
  }

  /** The nearest by meaning first, where that is known: of facts that the same model has embedded. */
  async #near(
    said: string,
    asker: Asker,
  ): Promise<{ readonly order: string; readonly values: unknown[] }> {
    const vector = await this.vectors?.of(said, asker);
    if (vector === undefined || this.vectors === undefined) return { order: '', values: [] };
    return {
      // Of another length it cannot be compared: a model that gives another one has another name, or should.
      order: `case when embedding_model = $6 and cardinality(embedding) = cardinality($7::real[])
         then embedding::vector <=> $7::real[]::vector end nulls last,`,
      values: [this.vectors.model, vector],
    };
  }

  /**
   * Keeps a fact, once. @returns whether it is new.
   *
   * One statement, which only SQL can say: what was said in a conversation that is being deleted is not kept.
   */
  async add(
    who: Person,
    { fact, origin, sessionId, turnId, redactStored }: NewFact,
  ): Promise<boolean> {
    const kept = this.redactor.of(redactStored).stored(fact);
    const added: unknown[] = await this.rows.query(
      `insert into memories (user_id, person, fact, origin, session_id, turn_id)
       select $1::uuid, $2::text, $4::text, $5, $6, $7
       where exists (select 1 from sessions where id = $6 for key share)
         and not exists (select 1 from memories where ${THEIRS} and fact = $4)
       on conflict (user_id, person, fact) do nothing
       returning id`,
      [...valuesOf(who), kept, origin, sessionId, turnId],
    );
    if (added.length > 0) {
      this.vectors?.wake();
      await this.#makeRoom(who);
    }
    return added.length > 0;
  }

  /** Drops the facts that have all words of `about`. @returns them. */
  async drop(who: Person, about: string): Promise<string[]> {
    const [dropped]: [{ fact: string }[], number] = await this.rows.query(
      `delete from memories
       where ${THEIRS} and to_tsvector('simple', lower(fact)) @@ plainto_tsquery('simple', $4)
       returning fact`,
      [...valuesOf(who), searchedText(about)],
    );
    return [...new Set(dropped.map(({ fact }) => fact))];
  }

  async #makeRoom({ userId, person }: Person): Promise<void> {
    const [, ...excess] = await this.rows.find({
      select: { id: true },
      where: { userId, person },
      order: { updatedAt: 'DESC', id: 'ASC' },
      skip: MAX_FACTS - 1,
    });
    if (excess.length > 0) await this.rows.delete(excess.map(({ id }) => id));
  }
}

/**
 * Whose facts are theirs: with `valuesOf`, three values. Of one who is the linked user themselves also what was said as their
 * Discord user, and in all sessions that none but the owner has talked in; never what was said with a session token.
 */
const THEIRS = `user_id = $1 and (person = $2 or ($3::text is not null and (person = $3 or session_id in
  (select own.id from sessions own where own.owner_id = $1 and own.as_owner))))`;

function valuesOf({ userId, person, discordUserId }: Person): (string | null)[] {
  const asDiscordUser = discordUserId === undefined ? null : discordSessionUserId(discordUserId);
  return [userId, person, asDiscordUser];
}

/** A query that any word of `said` meets, from its beginning; of a long text its end. */
function anyOf(said: string): string {
  const words = searchedText(said).match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return [...new Set(words)]
    .slice(-40)
    .map((word) => `${word.slice(0, 30)}:*`)
    .join(' | ');
}
