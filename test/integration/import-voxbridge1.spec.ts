import { randomBytes, createCipheriv, createHmac } from 'node:crypto';

import {
  AgentEntity,
  createDataSource,
  ErasedPersonEntity,
  hashesOfPerson,
  LlmProviderEntity,
  MessageEntity,
  readAgentSteps,
  seedDefaultAgent,
  SessionEntity,
} from '@vox/database';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';

import { parseConfig } from '../../src/config';
import { importVoxBridge1 } from '../../src/importer/import-voxbridge1';
import { Predecessor } from '../../src/importer/predecessor';
import { Redactor } from '../../src/redaction';
import { SecretBox } from '../../src/secrets';
import { silenceLogs } from './support/quiet-logger';
import { spawnTypeScript } from './support/spawn-typescript';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import {
  ANNS,
  AUREN,
  BENS,
  fillVoxBridge1,
  ROUTER,
  say,
  VOXBRIDGE1_TABLES,
  WORKFLOW,
} from './support/voxbridge1-database';
silenceLogs();

const MAIN = require.resolve('../../src/importer/main.ts');
const FERNET_KEY = randomBytes(32);
const key = randomBytes(32);
const secrets = new SecretBox({ find: async () => key, findOrMake: async () => key });

/** A Fernet token behind VoxBridge 1's mark. */
function encrypted(text: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', FERNET_KEY.subarray(16), iv);
  const head = Buffer.concat([Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0]), iv]);
  const signed = Buffer.concat([head, cipher.update(text), cipher.final()]);
  const mac = createHmac('sha256', FERNET_KEY.subarray(0, 16)).update(signed).digest();
  return `__encrypted__:${Buffer.concat([signed, mac]).toString('base64url')}`;
}

describe('npm run import:voxbridge1', () => {
  let database: TestDatabase;
  let to: DataSource;
  let old: Client;
  let oldUrl: string;

  beforeAll(async () => {
    database = await startTestDatabase();
    to = await createDataSource(database.url, 2).initialize();
    await seedDefaultAgent(to);
    await to.query('create database voxbridge1');
    await to.query('create database voxbridge1_first');
    oldUrl = nameIn(database.url, 'voxbridge1');
    old = new Client({ connectionString: oldUrl });
    await old.connect();
    const [apiKey, botToken] = ['sk-or-1', 'a.bot.token'].map(encrypted) as [string, string];
    await fillVoxBridge1(old, { apiKey, botToken });
  });
  afterAll(async () => {
    await old.end();
    await to.destroy();
    await database.stop();
  });

  /** Two rows a page, so that pages end in the middle of everything. */
  const bring = async (
    encryptionKey: string | undefined = FERNET_KEY.toString('base64url'),
    redactor = new Redactor(parseConfig({})),
  ) => {
    const from = await Predecessor.open(oldUrl, { onWait: () => undefined, pageSize: 2 });
    try {
      return await importVoxBridge1({ from, to, secrets, redactor, encryptionKey });
    } finally {
      await from.close();
    }
  };
  const said = async (sessionId: string) => {
    const messages = await to
      .getRepository(MessageEntity)
      .find({ where: { sessionId }, order: { sequence: 'ASC' } });
    return messages.map(({ role, content }) => `${role}: ${content}`);
  };

  it('brings agents, their secrets sealed anew, providers, sessions and what was said', async () => {
    const report = await bring();
    expect(report.counts).toEqual({
      agents: { brought: 2, present: 0, left: 0 },
      providers: { brought: 1, present: 0, left: 0 },
      sessions: { brought: 2, present: 0, left: 0 },
      messages: { brought: 4, present: 0, left: 2 },
    });
    const auren = await to.getRepository(AgentEntity).findOneByOrFail({ id: AUREN });
    expect(auren).toMatchObject({ name: 'Vox (VoxBridge 1)', isDefault: true, temperature: 0.5 });
    expect(await secrets.open(auren.discordToken ?? '', `agents.discord_token:${AUREN}`)).toBe(
      'a.bot.token',
    );
    const workflow = await to.getRepository(AgentEntity).findOneByOrFail({ id: WORKFLOW });
    expect(workflow).toMatchObject({ n8nWebhookUrl: 'https://n8n.example/webhook/x' });
    expect(await secrets.open(workflow.n8nAuth ?? '', `agents.n8n_auth:${WORKFLOW}`)).toContain(
      'Authorization',
    );
    expect(await readAgentSteps(to.manager, [AUREN, WORKFLOW])).toEqual(
      new Map([
        [AUREN, [{ provider: ROUTER, model: 'a/b' }]],
        [WORKFLOW, [{ provider: 'n8n' }]],
      ]),
    );
    const provider = await to.getRepository(LlmProviderEntity).findOneByOrFail({ id: ROUTER });
    expect(provider).toMatchObject({ name: 'Router', kind: 'openrouter', models: ['a/b'] });
    expect(await secrets.open(provider.apiKey ?? '', `llm_providers.api_key:${ROUTER}`)).toBe(
      'sk-or-1',
    );
    expect(await to.getRepository(SessionEntity).findOneByOrFail({ id: ANNS })).toMatchObject({
      userId: 'ann',
      title: 'Cooking',
      agentId: AUREN,
      active: false,
      lastActivityAt: new Date('2025-11-01T12:00:04Z'),
      metadata: { imported_from: 'voxbridge1', voxbridge1: { device: 'kitchen' } },
    });
    expect(await said(ANNS)).toEqual([
      'user: How long do eggs boil?',
      'assistant: Six minutes.',
      'user: And soft ones?',
    ]);
    expect(await said(BENS)).toEqual(['assistant: Hello there.']);
    expect(report.lines()).toEqual(
      expect.arrayContaining([
        'agents: 2 brought, 0 there already, 0 left out',
        '  Agent "Vox" is "Vox (VoxBridge 1)" here: the name was taken',
        "  1 messages: of the role system: instructions are the agent's here",
        '  1 messages: without words',
        '  memory_scope of 1 agents has no place here',
        '  users: its 1 rows have no place here',
      ]),
    );
    expect(report.lines().join('\n')).not.toMatch(/eggs|sk-or|token/u);
  });

  it('doubles nothing when it is done again, and brings what was said since, at its place', async () => {
    await say(old, ANNS, [
      ['assistant', 'Four.', 5],
      ['user', 'Thanks.', 6],
    ]);
    // Somebody has gone on with the session here meanwhile.
    await to.query(
      `insert into turns (id, session_id, state, started_at, ended_at)
       values ('3f2c1e70-0000-4000-8000-00000000000f', $1, 'completed', now(), now())`,
      [ANNS],
    );
    await to.query(
      `insert into messages (session_id, turn_id, turn_started_at, sequence, role, content, outcome, spoken_at)
       values ($1, '3f2c1e70-0000-4000-8000-00000000000f', now(), 4, 'user', 'Hello again', 'completed', now())`,
      [ANNS],
    );
    await to.getRepository(AgentEntity).update({ id: AUREN }, { name: 'Mine', isDefault: false });
    const report = await bring();
    expect(report.counts).toMatchObject({
      agents: { brought: 0, present: 2 },
      providers: { brought: 0, present: 1 },
      sessions: { brought: 0, present: 2 },
      messages: { brought: 3, present: 3 },
    });
    expect(await said(ANNS)).toEqual([
      'user: How long do eggs boil?',
      'assistant: Six minutes.',
      'user: And soft ones?',
      'assistant: Four.',
      'user: Thanks.',
      'user: Hello again',
    ]);
    expect(await to.getRepository(AgentEntity).findOneByOrFail({ id: AUREN })).toMatchObject({
      name: 'Mine',
      isDefault: false,
    });
    expect((await bring()).counts.messages).toEqual({ brought: 0, present: 6, left: 2 });
  });

  it('leaves alone what was deleted here, and who asked to be forgotten', async () => {
    await to.query('delete from sessions where id = any($1)', [[ANNS, BENS]]);
    await to.query('insert into deleted_sessions (id, deleted_at) values ($1, now())', [ANNS]);
    await to.query(
      "insert into discord_users (user_id, forgotten_at) values ('123456789012345678', now())",
    );
    const report = await bring();
    expect(report.counts.sessions).toEqual({ brought: 0, present: 0, left: 2 });
    expect([await said(ANNS), await said(BENS)]).toEqual([[], []]);
    expect(report.lines()).toContain('  1 sessions: deleted here');
  });

  it('leaves out what people said before they were erased here, and brings what they began since', async () => {
    await to.query('delete from deleted_sessions');
    await to.query('update discord_users set forgotten_at = null');
    const erased = async (person: Parameters<typeof hashesOfPerson>[0], erasedAt: string) => {
      const rows = hashesOfPerson(person).map((personHash) => ({ personHash, erasedAt }));
      await to.getRepository(ErasedPersonEntity).upsert(rows, ['personHash']);
    };
    // Ann began on the first of November, Ben on the second.
    await erased({ names: ['ann'], discordUserIds: [] }, '2025-11-01T12:00:01Z');
    await erased({ names: [], discordUserIds: ['123456789012345678'] }, '2025-11-03T00:00:00Z');
    const report = await bring();
    expect(report.counts.sessions).toEqual({ brought: 0, present: 0, left: 2 });
    expect(report.lines()).toContain('  2 sessions: of people who were erased here');
    expect([await said(ANNS), await said(BENS)]).toEqual([[], []]);

    await to.query('delete from erased_people');
    await erased({ names: ['ann'], ownerId: null, discordUserIds: [] }, '2025-11-01T12:00:00Z');
    await erased({ names: ['ann'], ownerId: AUREN, discordUserIds: [] }, '2025-11-03T00:00:00Z');
    await erased({ names: ['discord:123456789012345678'], discordUserIds: [] }, '2025-11-03Z');
    expect((await bring()).counts.sessions).toEqual({ brought: 1, present: 0, left: 1 });
    expect((await said(ANNS)).length).toBeGreaterThan(0);
    expect(await said(BENS)).toEqual([]);
  });

  it('leaves out of words and titles what the server and the agent keep out of what is stored', async () => {
    await to.query('delete from sessions');
    await to.query('delete from erased_people');
    await to.query(`update agents set redact_stored = '["email"]' where id = $1`, [AUREN]);
    await old.query("update sessions set title = 'Mail for ann@web.de' where id = $1", [ANNS]);
    await say(old, ANNS, [
      ['user', 'I am ann@web.de, my card is 4111 1111 1111 1111.', 7],
      ['assistant', 'Noted: ann@web.de.', 8],
    ]);
    await bring(undefined, new Redactor(parseConfig({ REDACT_STORED: 'card' })));
    expect((await said(ANNS)).slice(-2)).toEqual([
      'user: I am [EMAIL_1], my card is [CARD_1].',
      'assistant: Noted: [EMAIL_1].',
    ]);
    expect(await to.getRepository(SessionEntity).findOneByOrFail({ id: ANNS })).toMatchObject({
      title: 'Mail for [EMAIL_1]',
    });
  });

  it('says which secrets it leaves where they are without the key', async () => {
    await to.query('delete from agents where id = $1', [AUREN]);
    await to.query('delete from llm_providers where id = $1', [ROUTER]);
    const report = await bring('');
    expect(report.lines().join('\n')).toMatch(
      /Provider "Router" has no API key here: .*\n.*Agent "Vox \(VoxBridge 1\)" has no Discord token here: /u,
    );
    const auren = await to.getRepository(AgentEntity).findOneByOrFail({ id: AUREN });
    expect(auren.discordToken).toBeNull();
  });

  it('brings the first release by its command, and writes nothing there', async () => {
    const url = nameIn(database.url, 'voxbridge1_first');
    const first = new Client({ connectionString: url });
    await first.connect();
    await first.query(VOXBRIDGE1_TABLES.first);
    await first.query(
      `insert into agents (id, name, system_prompt, llm_provider, llm_model, temperature, tts_rate, tts_pitch, use_n8n, is_default)
       values (gen_random_uuid(), 'TechSupport', 'You help.', 'openrouter', 'm', .3, 1, 1, false, true)`,
    );
    await first.query('alter database voxbridge1_first set default_transaction_read_only = on');
    await first.end();
    const command = spawnTypeScript(
      MAIN,
      { DATABASE_URL: database.url, SECRETS_KEY: key.toString('hex') },
      [url.replace('postgresql:', 'postgresql+asyncpg:')],
    );
    expect([await command.exit, command.output()]).toEqual([
      0,
      expect.stringContaining('agents: 1 brought, 0 there already, 0 left out'),
    ]);
  });

  it('says that a database is none of VoxBridge 1, before it touches anything', async () => {
    const command = spawnTypeScript(MAIN, { DATABASE_URL: database.url }, [database.url]);
    expect([await command.exit, command.output()]).toEqual([
      1,
      expect.stringMatching(/is no database of VoxBridge 1: it has no table conversations/u),
    ]);
  });
});

function nameIn(url: string, database: string): string {
  const named = new URL(url);
  named.pathname = `/${database}`;
  return named.href.replace(/^postgres:/u, 'postgresql:');
}
