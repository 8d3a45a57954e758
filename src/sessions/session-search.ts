import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { searchedText, SessionEntity } from '@vox/database';
import { type EntityManager, Repository, type SelectQueryBuilder } from 'typeorm';

import { type Identity, isAdmin } from '../identity';
import { type SessionFilter, sessionsInOrder } from './session-query';

/** So many of the last active sessions are looked through for words, whatever they are: a few milliseconds. */
const FIRST_LOOK = 200;

/** Words that are in so many of the first look are in enough sessions to find a page of them one after the other. */
const COMMON_FROM = 10;

/** That goes on no further than this; what is rarer in these is quickly listed by the index of words. */
const LONGEST_LOOK = 1400;

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
    return this.sessions.manager.transaction(async (manager) => {
      // Which is for the length of a transaction, and so SQL's alone to say: what takes a few milliseconds is not worth
      // the hundreds that compiling it takes.
      await manager.query('set local jit = off');
      const search = new Search(manager, caller, filter, limit);
      return search.find(text);
    });
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
      return (await this.#look(words, undefined, limit)).map(({ id }) => id);
    }
    const first = await this.#look(words, FIRST_LOOK);
    const found = first.filter(({ matches }) => matches).map(({ id }) => id);
    if (found.length >= limit || first.length < FIRST_LOOK) return found.slice(0, limit);
    if (found.length >= COMMON_FROM) {
      const further = await this.#look(words, LONGEST_LOOK, limit);
      if (further.length >= limit) return further.map(({ id }) => id);
    }
    return this.#listed(words);
  }

  #inOrder(): SelectQueryBuilder<SessionEntity> {
    return sessionsInOrder(this.manager.getRepository(SessionEntity), this.caller, this.filter);
  }

  /** As a tsquery, of whose last word the beginning is enough; empty where there is no word. Only PostgreSQL has its words. */
  async #wordsOf(text: string): Promise<string> {
    const [row] = await this.manager.query<{ words: string }[]>(
      `select plainto_tsquery('simple', $1)::text as words`,
      [searchedText(text)],
    );
    const words = row?.words ?? '';
    return words === '' ? '' : `${words}:*`;
  }

  /** Looks through the first `candidates`, or all: each of them, or up to `limit` that match. */
  async #look(
    words: string,
    candidates: number | undefined,
    limit?: number,
  ): Promise<{ readonly id: string; readonly matches: boolean }[]> {
    const newest = this.#inOrder()
      .select(['session.id as id', 'session.last_activity_at as last_activity_at'])
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
      .addSelect(limit === undefined ? matches : 'true', 'matches')
      .from(`(${newest.getQuery()})`, 'candidate')
      .setParameters({ ...newest.getParameters(), words })
      .orderBy('candidate.last_activity_at', 'DESC')
      .addOrderBy('candidate.id', 'DESC');
    if (limit !== undefined) query.where(matches).limit(limit);
    return query.getRawMany();
  }

  /** By the indexes of words. */
  async #listed(words: string): Promise<string[]> {
    const found = await this.#inOrder()
      .select('session.id', 'id')
      .andWhere(
        // An array: as a join it would read all sessions for it.
        `session.id = any (array(
          select message.session_id from messages message where message.words @@ :words::tsquery
          union select titled.id from sessions titled where titled.title_words @@ :words::tsquery))`,
        { words },
      )
      .limit(this.limit)
      .getRawMany<{ id: string }>();
    return found.map(({ id }) => id);
  }
}
