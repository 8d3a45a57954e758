import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { searchedText, SessionEntity } from '@vox/database';
import { type EntityManager, Repository, type SelectQueryBuilder } from 'typeorm';

import { type Cursor, microsecondsOf } from '../http';
import { type Identity, isAdmin } from '../identity';
import { type SessionFilter, sessionsInOrder } from './session-query';

/** So many of the last active sessions are looked through for words, whatever they are: a few milliseconds. */
const FIRST_LOOK = 200;

/** Words that are in so many of the first look are in enough sessions to find a page of them one after the other. */
const COMMON_FROM = 14;

/** Words that are in so many of the first look are in so many sessions that a page of them is soon walked past. */
const WALKED_FROM = 2;

/** That goes on in so many more and no further; what is rarer in these is quickly listed by the index of words. */
const FURTHER_LOOK = 1200;

/** Looks that are taken at most until enough conversations that are over were among them. */
const MOST_LOOKS = 5;

/** A session that was looked through. */
type Looked = {
  readonly id: string;
  readonly atUs: string;
  readonly active: boolean;
  readonly matches: boolean;
};

/**
 * Finds sessions by words.
 *
 * Two ways, each slow where the other is quick. Words that are in many sessions are soon found by looking through the last
 * active ones, where the index of words would list hundreds of thousands of messages; words that are in few are listed by
 * that index, where looking through would end with the oldest session. PostgreSQL cannot tell which words are which when it
 * plans (it takes each beginning of a word for one that is in half a percent of all), so a first look does.
 */
@Injectable()
export class SessionSearch {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
  ) {}

  /** Ids of the first `limit` of those that `caller` may know of and that have `text`, the last active first. */
  find(text: string, caller: Identity, filter: SessionFilter, limit: number): Promise<string[]> {
    return this.sessions.manager.transaction((manager) =>
      new Search(manager, caller, filter, limit).find(text),
    );
  }
}

/** One search, in a transaction of its own. */
class Search {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Identity,
    private readonly filter: SessionFilter,
    private readonly limit: number,
  ) {}

  async find(text: string): Promise<string[]> {
    const { limit } = this;
    const words = await this.#wordsOf(text);
    if (words === '') return [];
    if (!isAdmin(this.caller)) {
      // The index of words knows everybody's: how long it takes would tell what others have said.
      return idsOf(await this.#look(words, this.filter.before, undefined, limit));
    }
    const { first, isAll } = await this.#firstLook(words);
    const found = first.filter(({ matches }) => matches);
    if (found.length >= limit || isAll) return idsOf(found.slice(0, limit));
    if (found.length >= COMMON_FROM) {
      const more = await this.#look(words, first.at(-1), FURTHER_LOOK, limit - found.length);
      if (found.length + more.length >= limit) return idsOf([...found, ...more]);
    }
    return this.#listed(words, found.length >= WALKED_FROM);
  }

  /** Where many talk right now, who have said little so far, it goes on: by them alone each word would seem to be rare. */
  async #firstLook(words: string): Promise<{ first: Looked[]; isAll: boolean }> {
    const first: Looked[] = [];
    for (let looks = 1; ; looks++) {
      const more = await this.#look(words, first.at(-1) ?? this.filter.before, FIRST_LOOK);
      first.push(...more);
      const isAll = more.length < FIRST_LOOK;
      const over = first.filter(({ active }) => !active).length;
      if (isAll || over >= FIRST_LOOK / 2 || looks === MOST_LOOKS) return { first, isAll };
    }
  }

  #inOrder(before: Cursor | undefined): SelectQueryBuilder<SessionEntity> {
    const filter = { ...this.filter, before };
    return sessionsInOrder(this.manager.getRepository(SessionEntity), this.caller, filter);
  }

  /**
   * As a tsquery, of whose last word the beginning is enough; empty where there is no word. Only PostgreSQL has its words. For
   * the length of the transaction nothing is compiled: what takes a few milliseconds is not worth the hundreds of that.
   */
  async #wordsOf(text: string): Promise<string> {
    const [row] = await this.manager.query<{ words: string }[]>(
      `select set_config('jit', 'off', true), plainto_tsquery('simple', $1)::text as words`,
      [searchedText(text)],
    );
    const words = row?.words ?? '';
    return words === '' ? '' : `${words}:*`;
  }

  /** Looks through the first `candidates` after a place, or all: each of them, or up to `limit` that match. */
  async #look(
    words: string,
    place: Cursor | undefined,
    candidates: number | undefined,
    limit?: number,
  ): Promise<Looked[]> {
    const newest = this.#inOrder(place)
      .select([
        'session.id as id',
        'session.last_activity_at as last_activity_at',
        'session.active as active',
      ])
      .addSelect('session.title_words', 'title_words')
      .limit(candidates);
    // A scalar with a limit, and words that no index knows (`coalesce`): PostgreSQL would list all messages with these words
    // otherwise, once or for each candidate.
    const said = `(select true from messages message where message.session_id = candidate.id
      and coalesce(message.words, '') @@ :words::tsquery limit 1)`;
    const matches = `coalesce(candidate.title_words @@ :words::tsquery or ${said}, false)`;
    const query = this.manager
      .createQueryBuilder()
      .select('candidate.id', 'id')
      .addSelect(microsecondsOf('candidate.last_activity_at'), 'atUs')
      .addSelect('candidate.active', 'active')
      .addSelect(limit === undefined ? matches : 'true', 'matches')
      .from(`(${newest.getQuery()})`, 'candidate')
      .setParameters({ ...newest.getParameters(), words })
      .orderBy('candidate.last_activity_at', 'DESC')
      .addOrderBy('candidate.id', 'DESC');
    if (limit !== undefined) query.where(matches).limit(limit);
    return query.getRawMany();
  }

  /**
   * By the indexes of words, which list the sessions that have them: each of these looked up and put in order, or all walked in
   * their order until enough of them came by.
   */
  async #listed(words: string, isWalk: boolean): Promise<string[]> {
    const listed = `select message.session_id from messages message where message.words @@ :words::tsquery
      union select titled.id from sessions titled where titled.title_words @@ :words::tsquery`;
    const found = await this.#inOrder(this.filter.before)
      .select('session.id', 'id')
      // What PostgreSQL takes for a join would read all sessions. An array is looked up; of a truth value it makes a table to
      // look into (a hashed subplan).
      .andWhere(
        isWalk ? `(session.id in (${listed})) is true` : `session.id = any (array(${listed}))`,
        { words },
      )
      .limit(this.limit)
      .getRawMany<{ id: string }>();
    return idsOf(found);
  }
}

function idsOf(sessions: readonly { readonly id: string }[]): string[] {
  return sessions.map(({ id }) => id);
}
