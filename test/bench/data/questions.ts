import { randomUUID } from 'node:crypto';

import { GroupEntity, MessageEntity, SessionEntity, TurnEntity, UserEntity } from '@vox/database';
import type { DataSource } from 'typeorm';

import { toCursorText } from '../../../src/http';
import { type Identity, serverIdentity } from '../../../src/identity';
import { listMessagesSchema, listSessionsSchema } from '../../../src/sessions/session.schema';
import { SessionList } from '../../../src/sessions/session-list';
import { SessionMessages } from '../../../src/sessions/session-messages';
import { SessionSearch } from '../../../src/sessions/session-search';
import { latencyQuerySchema } from '../../../src/usage/latency.schema';
import { LatencyService } from '../../../src/usage/latency.service';
import { usageQuerySchema } from '../../../src/usage/usage.schema';
import { UsageService } from '../../../src/usage/usage.service';
import { NAMES, VOCABULARY, word } from './fill';

const ADMIN = serverIdentity('no key needed');

/** So many groups a member is in. */
const GROUPS_OF_ONE = 5;

export type Question = {
  readonly name: string;
  /** Asks it once, otherwise each time; gives how many rows came. */
  readonly ask: () => Promise<number>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of the year that is filled, in Berlin. */
const someDay = () => {
  const day = Date.now() - Math.floor(Math.random() * 365) * DAY_MS;
  const from = new Date(day - (day % DAY_MS) - DAY_MS / 24);
  return { from: from.toISOString(), to: new Date(from.getTime() + DAY_MS).toISOString() };
};

/** Yesterday and today, by the hour. */
const lastHours = () => {
  const from = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  return latencyQuerySchema.parse({ step: 'hour', from });
};

const among = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)]!;
const rank = (from: number, to: number) => word(from + Math.floor(Math.random() * (to - from)));

/** What clients ask of stored sessions, through the classes that answer them, without HTTP. */
export async function questionsTo(dataSource: DataSource): Promise<readonly Question[]> {
  const sessions = dataSource.getRepository(SessionEntity);
  const list = new SessionList(sessions, new SessionSearch(sessions));
  const messages = new SessionMessages(dataSource.getRepository(MessageEntity), list);
  const latency = new LatencyService(dataSource.getRepository(TurnEntity));
  const usage = new UsageService(dataSource.getRepository(TurnEntity));
  const known = await sessions
    .createQueryBuilder('session')
    .select(['session.id', 'session.userId', 'session.lastActivityAt'])
    .orderBy('random()')
    .limit(500)
    .getMany();
  const owners = await dataSource.getRepository(UserEntity).find({ select: { id: true } });
  const groups = await dataSource.getRepository(GroupEntity).find({ select: { id: true } });
  const page = async (query: Record<string, string>, caller = ADMIN) =>
    (await list.page(caller, listSessionsSchema.parse(query))).length;
  const owner = (): Identity => ({
    scopes: new Set(['read']),
    actor: 'key',
    ownerId: among(owners).id,
  });
  /** Somebody who has no sessions of their own, and shares those of groups. */
  const member = (): Identity => ({
    ...owner(),
    ownerId: randomUUID(),
    groups: new Map(Array.from({ length: GROUPS_OF_ONE }, () => [among(groups).id, 'member'])),
  });
  const cursor = () => {
    const { id, lastActivityAt } = among(known);
    return toCursorText('sessions', { atUs: String(lastActivityAt.getTime() * 1000), id });
  };
  const search = (
    name: string,
    text: () => string,
    filter: () => Record<string, string> = () => ({}),
  ) => ({
    name: `search, ${name}`,
    ask: () => page({ q: text(), ...filter() }),
  });
  return [
    { name: 'list, first page', ask: () => page({}) },
    { name: 'list, anywhere', ask: () => page({ before: cursor() }) },
    { name: "list, one user's", ask: () => page({ user_id: among(known).userId }) },
    { name: "list, one account's", ask: () => page({ owner_id: among(owners).id }) },
    { name: 'list, for an account', ask: () => page({}, owner()) },
    { name: 'list, for a member of five groups', ask: () => page({}, member()) },
    { name: 'search, no such word, for a member', ask: () => page({ q: 'zz' }, member()) },
    {
      name: 'search, a common word, for a member',
      ask: () => page({ q: rank(1, 10) }, member()),
    },
    { name: 'list, who has a common name', ask: () => page({ user: among(NAMES) }) },
    { name: 'list, who has a rare name', ask: () => page({ user: among(known).userId }) },
    { name: "list, who has a word of everybody's", ask: () => page({ user: 'user' }) },
    { name: 'list, whose name nobody has', ask: () => page({ user: 'nobody' }) },
    { name: 'list, one day', ask: () => page(someDay()) },
    {
      name: 'list, one day, who has a common name',
      ask: () => page({ user: among(NAMES), ...someDay() }),
    },
    search('no such word', () => `zz${rank(1, VOCABULARY)}`),
    search('a word of few (about 100 messages)', () => rank(VOCABULARY / 2, VOCABULARY)),
    search('a word of 1 in 800 messages', () => rank(1000, 1200)),
    search('a word of 1 in 400 messages', () => rank(450, 550)),
    search('a word of 1 in 170 messages', () => rank(200, 240)),
    search('a word of 1 in 80 messages', () => rank(95, 115)),
    search('the commonest word', () => word(1)),
    search('two common words', () => `${rank(2, 20)} ${rank(2, 20)}`),
    search('the beginning of a word, 3 letters', () => rank(100, VOCABULARY).slice(0, 3)),
    search(
      'a common word, anywhere',
      () => rank(1, 10),
      () => ({ before: cursor() }),
    ),
    search(
      "a common word, one user's",
      () => rank(1, 10),
      () => ({ user_id: among(known).userId }),
    ),
    { name: 'open', ask: async () => [await list.get(among(known).id)].length },
    {
      name: 'page of messages',
      ask: async () => (await messages.page(among(known).id, listMessagesSchema.parse({}))).length,
    },
    {
      name: 'how turns went in 30 days, by day',
      ask: async () => (await latency.steps(ADMIN, latencyQuerySchema.parse({}))).length,
    },
    {
      name: 'how turns went in 2 days, by hour',
      ask: async () => (await latency.steps(ADMIN, lastHours())).length,
    },
    {
      name: 'usage of 30 days, by day',
      ask: async () => (await usage.sums(ADMIN, usageQuerySchema.parse({}))).length,
    },
  ];
}
