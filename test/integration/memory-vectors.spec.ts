import { randomUUID } from 'node:crypto';

import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { createDataSource, type MemoryEntity, runMigrations } from '@vox/database';
import { SystemClock } from '@vox/voice-core';
import type { MigrationInterface, QueryRunner, Repository } from 'typeorm';

import { parseConfig } from '../../src/config';
import { Metering } from '../../src/cost/metering';
import { Prices } from '../../src/cost/prices';
import { Spending } from '../../src/cost/spending';
import type { Use } from '../../src/cost/use-recorder';
import { countTokens } from '../../src/llm/tokens/token-count';
import { configuredVectors } from '../../src/memory/configured-vectors';
import { Embeddings } from '../../src/memory/embeddings';
import type { FactVectors } from '../../src/memory/fact-vectors';
import { Memories } from '../../src/memory/memories';
import { Redactor } from '../../src/redaction';
import { EmbeddingsStandIn } from '../support/embeddings-stand-in';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase } from './support/test-database';

silenceLogs();

const FACTS = ['Has a dog.', 'Likes tea.', 'Plays chess on Sundays.'];

type CostsOf = Parameters<typeof configuredVectors>[3];

type Row = { readonly fact: string; readonly embedding_model: string | null };

type Database = {
  readonly query: (text: string, values?: unknown[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/**
 * PostgreSQL with pgvector, both compiled to WebAssembly, so that no package of this machine has to be there; with
 * TEST_DATABASE_BIN that one, where it has the extension.
 */
async function openDatabase(): Promise<Database> {
  return (await givenDatabase()) ?? compiledDatabase();
}

async function givenDatabase(): Promise<Database | undefined> {
  if (process.env['TEST_DATABASE_BIN'] === undefined) return undefined;
  const database = await startTestDatabase({ isEmpty: true });
  const dataSource = await createDataSource(database.url, 2).initialize();
  const close = () => dataSource.destroy().then(() => database.stop());
  const found = await dataSource.query<unknown[]>(
    "select 1 from pg_available_extensions where name = 'vector'",
  );
  if (found.length === 0) {
    await close();
    return undefined;
  }
  await runMigrations(dataSource);
  return { query: (text, values) => dataSource.query(text, values), close };
}

async function compiledDatabase(): Promise<Database> {
  const database = await PGlite.create({ extensions: { vector } });
  const query = async (text: string, values: unknown[] = []) =>
    values.length > 0
      ? (await database.query(text, values)).rows
      : (await database.exec(text)).at(-1)?.rows;
  const { migrations } = createDataSource('postgres://127.0.0.1/none', 1).options;
  for (const Migration of migrations as (new () => MigrationInterface)[]) {
    await new Migration().up({ query } as unknown as QueryRunner);
  }
  return { query, close: () => database.close() };
}

describe('facts in a database that has pgvector', () => {
  let database: Database;
  let server: EmbeddingsStandIn;
  let rows: Repository<MemoryEntity>;
  const clock = new SystemClock();
  const person = { userId: randomUUID(), person: 'me' };
  const open: FactVectors[] = [];

  beforeAll(async () => {
    database = await openDatabase();
    rows = database as unknown as Repository<MemoryEntity>;
    await database.query("insert into users (id, display_name) values ($1, 'Ann')", [
      person.userId,
    ]);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    server = await EmbeddingsStandIn.start();
    await database.query('delete from memories');
    for (const fact of FACTS) await insert(fact);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((vectors) => vectors.stop()));
    await server.close();
  });

  const insert = (fact: string) =>
    database.query(
      "insert into memories (user_id, person, fact, origin) values ($1, 'me', $2, 'agent')",
      [person.userId, fact],
    );
  /** In a session of an agent that has models not told of addresses. */
  async function insertIn(fact: string): Promise<{ agentId: string; sessionId: string }> {
    const [agentId, sessionId] = [randomUUID(), randomUUID()];
    await database.query(
      `insert into agents (id, name, system_prompt, redact_for_models)
       values ($1, $2, 'x', '["email"]')`,
      [agentId, agentId],
    );
    await database.query(
      `insert into sessions (id, user_id, owner_id, channel, agent_id, started_at, last_activity_at)
       values ($1, 'me', $2, 'websocket', $3, now(), now())`,
      [sessionId, person.userId, agentId],
    );
    await database.query(
      `insert into memories (user_id, person, fact, origin, session_id, turn_id)
       values ($1, 'me', $2, 'agent', $3, $4)`,
      [person.userId, fact, sessionId, randomUUID()],
    );
    return { agentId, sessionId };
  }
  /** What is counted, and whose it is. */
  function costs(environment: Record<string, string> = {}, tokens = 0) {
    const uses: (Use & { readonly payer: object })[] = [];
    const spent = { usd: 0, tokens, minutes: 0 };
    const elsewhere = { of: () => Promise.resolve(spent) };
    const prices = new Prices();
    const price = { provider: 'embeddings', model: '', unit: 'million_prompt_tokens' } as const;
    prices.set([{ ...price, usd: '1' }]);
    const limits = new Spending(parseConfig(environment), elsewhere, clock, (error) => {
      throw error;
    });
    const recorder = { add: (payer: object, use: Use) => void uses.push({ ...use, payer }) };
    const counting = { meter: new Metering(prices, limits, recorder, clock), countTokens };
    return { uses, limits, counting };
  }
  const stored = async () =>
    (await database.query('select fact, embedding_model from memories order by fact')) as Row[];
  const isEmbedded = (all: readonly Row[]) =>
    all.every(({ embedding_model: model }) => model !== null);

  function remembering(model = 'small', apiKey?: string, costs: CostsOf = {}) {
    const config = parseConfig({
      EMBEDDINGS_URL: server.url,
      EMBEDDINGS_MODEL: model,
      EMBEDDINGS_API_KEY: apiKey,
    });
    const vectors = configuredVectors(config, rows, clock, costs) as FactVectors;
    open.push(vectors);
    vectors.start();
    return { vectors, memories: new Memories(rows, new Redactor(parseConfig({})), vectors) };
  }
  const first = async (memories: Memories, said: string) =>
    (await memories.fitting(person, said, 1))[0];

  it('are found by their meaning, though no word of them is said', async () => {
    const { memories } = remembering('small', 'wholly-secret');
    await eventually(stored, isEmbedded);
    expect(await first(memories, 'What is my animal called?')).toBe('Has a dog.');
    expect(await first(memories, 'I am thirsty, fetch me a drink.')).toBe('Likes tea.');
    expect(await first(memories, 'Shall we have a game?')).toBe('Plays chess on Sundays.');
    expect(server.requests[0]).toMatchObject({
      path: '/v1/embeddings',
      key: 'Bearer wholly-secret',
      model: 'small',
    });
    expect(server.requests[0]?.input.toSorted()).toEqual(FACTS);
  });

  it('are found by their words while nobody knows where they lie, and while the server is away or late', async () => {
    const words = new Memories(rows, new Redactor(parseConfig({})));
    expect(await first(words, 'chess')).toBe('Plays chess on Sundays.');
    const { memories } = remembering();
    await eventually(stored, isEmbedded);
    const late = Promise.withResolvers<void>();
    server.answering = late.promise;
    expect(await first(memories, 'my game of chess')).toBe('Plays chess on Sundays.');
    late.resolve();
    server.status = 500;
    for (let times = 0; times < 5; times++) {
      expect(await first(memories, 'I take tea')).toBe('Likes tea.');
    }
    // It is left alone after three failures.
    const { length } = server.requests;
    expect(await first(memories, 'I take tea')).toBe('Likes tea.');
    expect(server.requests).toHaveLength(length);
  });

  it('are told to the server as the agent of their session has it', async () => {
    await insertIn('Is me@example.org.');
    const { memories } = remembering();
    await eventually(stored, isEmbedded);
    await memories.fitting(person, 'I am me@example.org', 1, { redact: ['email'] });
    const told = server.requests.flatMap(({ input }) => input);
    expect(told).toEqual(expect.arrayContaining([...FACTS, 'Is [EMAIL_1].', 'I am [EMAIL_1]']));
    expect(told.filter((text) => text.includes('@'))).toEqual([]);
  });

  it('are counted to the token that the server bills, on the account of their session', async () => {
    const { agentId, sessionId } = await insertIn('Has a bird.');
    const { uses, ...counted } = costs();
    const { memories } = remembering('small', undefined, counted);
    await eventually(stored, isEmbedded);
    const billing = { purpose: 'memory', userId: 'me', sessionId, agentId } as const;
    await memories.fitting(person, 'What is my animal called?', 1, { billing });
    const tokens = uses.reduce((sum, { promptTokens = 0 }) => sum + promptTokens, 0);
    expect(tokens).toBe(server.billed);
    expect(tokens).toBeGreaterThan(0);
    const payer = { ownerId: person.userId, sessionId, userId: 'me' };
    expect(uses).toHaveLength(3);
    expect(uses).toContainEqual(
      expect.objectContaining({ payer: { ownerId: person.userId }, purpose: 'memory' }),
    );
    const cost = { kind: 'llm', provider: 'embeddings', model: 'small', isEstimated: false };
    expect(uses).toContainEqual(
      expect.objectContaining({ ...cost, payer, agentId, promptTokens: 4, costUsd: 4e-6 }),
    );
    expect(uses.at(-1)).toMatchObject({ ...cost, payer: { sessionId, userId: 'me' }, agentId });
    // Of what is given up the server tells nobody; of what it refuses it asks nothing.
    const late = Promise.withResolvers<void>();
    server.answering = late.promise;
    await memories.fitting(person, 'a drink', 1, { billing });
    late.resolve();
    expect(uses.at(-1)).toMatchObject({ promptTokens: 2, isEstimated: true });
    server.status = 500;
    await memories.fitting(person, 'a drink', 1, { billing });
    expect(uses).toHaveLength(4);
  });

  it('are asked for by nobody whose limit is reached, and by the others', async () => {
    const { sessionId } = await insertIn('Has a bird.');
    // By others, and before the start.
    const { uses, limits, counting } = costs({ CAP_SESSION_TOKENS: '4' }, 4);
    const { memories } = remembering('small', undefined, { limits, counting });
    const isDone = (all: readonly Row[]) =>
      isEmbedded(all.filter(({ fact }) => fact !== 'Has a bird.'));
    const all = await eventually(stored, isDone);
    expect(all.find(({ fact }) => fact === 'Has a bird.')?.embedding_model).toBeNull();
    const billing = { purpose: 'memory', sessionId } as const;
    await memories.fitting(person, 'my animal', 1, { billing });
    expect(uses).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  it('are embedded anew by another model, and when they are new', async () => {
    remembering('small');
    await eventually(stored, isEmbedded);
    await Promise.all(open.splice(0).map((vectors) => vectors.stop()));
    const { memories, vectors } = remembering('large');
    await eventually(stored, (all) => all.every(({ embedding_model: model }) => model === 'large'));
    await insert('Has a cat, another pet.');
    // Behind those that are near, until it is embedded.
    expect(await first(memories, 'my animal')).toBe('Has a dog.');
    vectors.wake();
    const all = await eventually(stored, isEmbedded);
    expect(all).toHaveLength(4);
    expect((await memories.fitting(person, 'my animal', 2)).toSorted()).toEqual([
      'Has a cat, another pet.',
      'Has a dog.',
    ]);
  });
});

it('a server that answers something else is told of as such, and asked for texts in their order', async () => {
  const server = await EmbeddingsStandIn.start();
  const { signal } = new AbortController();
  const embeddings = new Embeddings(
    { url: `${server.url}/api/v2/`, model: 'm' },
    new SystemClock(),
  );
  const [dog, tea] = await embeddings.of(['a dog', 'some tea'], {}, signal);
  expect([dog, tea]).toEqual([
    [1, 0, 0, 0.1],
    [0, 1, 0, 0.1],
  ]);
  expect(server.requests[0]).toMatchObject({ path: '/api/v2/embeddings', key: undefined });
  server.status = 401;
  await expect(embeddings.of(['a dog'], {}, signal)).rejects.toMatchObject({
    category: 'authentication',
  });
  await server.close();
});

it('facts are found by words alone where nothing is configured, and a server is not configured without a model', () => {
  const rows = { query: () => Promise.reject(new Error('not asked')) };
  expect(configuredVectors(parseConfig({}), rows, new SystemClock())).toBeUndefined();
  expect(() => parseConfig({ EMBEDDINGS_URL: 'http://127.0.0.1:11434' })).toThrow(
    /EMBEDDINGS_MODEL: is needed/u,
  );
});
