import { createDataSource, seedDefaultAgent } from '@vox/database';
import type { DataSource } from 'typeorm';

import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const HASH = 'a'.repeat(64);

/** One row of each table that others refer to. */
const ROWS = [
  `insert into sessions (id, user_id, channel, started_at, last_activity_at)
   values ('${ID}', 'ann', 'webrtc', now(), now()), ('${OTHER}', 'bob', 'webrtc', now(), now())`,
  `insert into turns (id, session_id, state, started_at, ended_at) values ('${ID}', '${ID}', 'completed', now(), now())`,
  message(ID, ID, 1, 'user'),
  `insert into invites (id, session_id, expires_at) values ('${ID}', '${ID}', now())`,
  `insert into llm_providers (id, name, kind) values ('${ID}', 'Home', 'local'), ('${OTHER}', 'Work', 'local')`,
  speechProvider(ID, 'tts', 'Home'),
  speechProvider(OTHER, 'stt', 'Home'),
  httpTool(ID, 'look_up'),
  httpTool(OTHER, 'order'),
  mcpServer(ID, 'shop'),
  mcpServer(OTHER, 'bank'),
  `insert into agents (id, name, system_prompt) values ('${ID}', 'Clerk', 'x')`,
  `insert into agent_llm_providers (agent_id, provider_id, position) values ('${ID}', '${ID}', 0)`,
  `insert into agent_speech_providers (agent_id, service, provider_id, position) values ('${ID}', 'tts', '${ID}', 0)`,
  `insert into users (id, display_name, email, issuer, subject, discord_user_id)
   values ('${ID}', 'Ann', 'ann@example.org', 'https://id', 's', '42')`,
  apiKey(ID, 'phone', HASH),
  `insert into audit_log (user_id, actor, action) values ('${ID}', 'log-in', 'agent.update')`,
];

function message(turnId: string, sessionId: string, sequence: number, role: string): string {
  return `insert into messages (session_id, turn_id, turn_started_at, sequence, role, content, outcome, spoken_at)
    values ('${sessionId}', '${turnId}', now(), ${sequence}, '${role}', 'x', 'completed', now())`;
}

function apiKey(userId: string, name: string, hash: string, scopes = "array['talk']"): string {
  return `insert into api_keys (user_id, name, key_hash, key_prefix, scopes)
    values ('${userId}', '${name}', '${hash}', 'vox_', ${scopes})`;
}

function speechProvider(id: string, service: string, name: string): string {
  return `insert into speech_providers (id, service, name, kind, base_url)
    values ('${id}', '${service}', '${name}', 'openai', 'http://home')`;
}

function mcpServer(id: string, name: string): string {
  return `insert into mcp_servers (id, name, url, timeout_ms) values ('${id}', '${name}', 'https://x/mcp', 1000)`;
}

function httpTool(id: string, name: string): string {
  return `insert into http_tools (id, name, description, parameters, method, url, timeout_ms, kind, is_read_only)
    values ('${id}', '${name}', 'x', '{}', 'GET', 'https://shop', 1000, 'wait', true)`;
}

const user = (columns: string, values: string) =>
  `insert into users (display_name, ${columns}) values ('Eve', ${values})`;

describe('the schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
    await seedDefaultAgent(dataSource);
    for (const row of ROWS) await dataSource.query(row);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  const at = 'now(), now()';
  it.each([
    ['messages_turn_id_fkey', 'a message of no turn', message(OTHER, ID, 2, 'user')],
    [
      'messages_turn_id_fkey',
      "a message outside its turn's session",
      message(ID, OTHER, 2, 'assistant'),
    ],
    ['messages_turn_id_role_key', 'two messages of one side of a turn', message(ID, ID, 2, 'user')],
    [
      'messages_session_id_sequence_key',
      'two messages in one place',
      message(ID, ID, 1, 'assistant'),
    ],
    [
      'turns_session_id_fkey',
      'a turn of no session',
      `insert into turns (id, session_id, state, started_at, ended_at) values ('${OTHER}', gen_random_uuid(), 'failed', ${at})`,
    ],
    [
      'turns_pkey',
      'a turn twice',
      `insert into turns (id, session_id, state, started_at, ended_at) values ('${ID}', '${OTHER}', 'failed', ${at})`,
    ],
    [
      'turns_state_check',
      'a turn in no known state',
      `insert into turns (id, session_id, state, started_at, ended_at) values ('${OTHER}', '${ID}', 'lost', ${at})`,
    ],
    ['turns_tokens_check', 'fewer than no tokens', 'update turns set prompt_tokens = -1'],
    ['turns_cost_check', 'a cost that is a gain', 'update turns set cost_usd = -0.1'],
    [
      'invites_session_id_fkey',
      'an invite into no session',
      `update invites set session_id = gen_random_uuid()`,
    ],
    [
      'erasures_state_check',
      'an erasure that is neither done nor to be done',
      "insert into erasures (id, state, person) values (gen_random_uuid(), 'lost', '{}')",
    ],
    [
      'erasures_person_check',
      'an erasure that is done and names somebody',
      "insert into erasures (id, state, person) values (gen_random_uuid(), 'done', '{}')",
    ],
    [
      'agents_retention_days_check',
      'an agent whose words are kept for no time',
      'update agents set retention_days = 0',
    ],
    [
      'agents_name_key',
      'two agents of one name',
      "insert into agents (name, system_prompt) values ('Vox', 'x')",
    ],
    ['agents_one_default', 'two default agents', 'update agents set is_default = true'],
    [
      'llm_providers_name_key',
      'two providers of one name',
      "update llm_providers set name = 'Home'",
    ],
    ['http_tools_name_key', 'two tools of one name', "update http_tools set name = 'order'"],
    [
      'http_tools_name_check',
      'a tool that no model can name',
      "update http_tools set name = 'look up'",
    ],
    [
      'http_tools_method_check',
      'a tool that is asked in no known way',
      "update http_tools set method = 'TRACE'",
    ],
    ['mcp_servers_name_key', 'two servers of one name', "update mcp_servers set name = 'bank'"],
    [
      'mcp_servers_name_check',
      'a server whose tools no model can name',
      "update mcp_servers set name = 'my_shop'",
    ],
    [
      'http_tools_workflow_check',
      'a tool of a workflow that nobody reads',
      "update http_tools set workflow = 'make'",
    ],
    [
      'http_tools_confirm_check',
      'a tool that is confirmed in no known way',
      "update http_tools set confirm = 'sometimes'",
    ],
    [
      'agents_tool_confirmation_check',
      'an agent that asks in no known way',
      "update agents set tool_confirmation = 'sometimes'",
    ],
    ['http_tools_kind_check', 'a tool of no known kind', "update http_tools set kind = 'never'"],
    [
      'agent_llm_providers_pkey',
      'two providers in one place',
      `insert into agent_llm_providers (agent_id, provider_id, position) values ('${ID}', '${OTHER}', 0)`,
    ],
    [
      'agent_llm_providers_one_provider_check',
      'a place of two providers',
      "update agent_llm_providers set environment_provider = 'local'",
    ],
    [
      'agent_llm_providers_one_provider_check',
      'a place of no provider',
      'update agent_llm_providers set provider_id = null',
    ],
    [
      'agent_llm_providers_provider_id_fkey',
      'an agent that asks no provider',
      'update agent_llm_providers set provider_id = gen_random_uuid()',
    ],
    [
      'agent_llm_providers_agent_id_fkey',
      'a provider that no agent asks',
      'update agent_llm_providers set agent_id = gen_random_uuid()',
    ],
    [
      'speech_providers_service_name_key',
      'two voices of one name',
      speechProvider('33333333-3333-4333-8333-333333333333', 'tts', 'Home'),
    ],
    [
      'speech_providers_service_check',
      'a server that neither hears nor speaks',
      "update speech_providers set service = 'llm'",
    ],
    [
      'agent_speech_providers_provider_id_fkey',
      'an agent for whom a voice hears',
      "update agent_speech_providers set service = 'stt'",
    ],
    [
      'agent_speech_providers_pkey',
      'two voices in one place',
      `insert into agent_speech_providers (agent_id, service, environment_provider, position)
       values ('${ID}', 'tts', 'embedded', 0)`,
    ],
    [
      'agent_speech_providers_one_provider_check',
      'a place of no voice',
      'update agent_speech_providers set provider_id = null',
    ],
    [
      'agent_speech_providers_service_check',
      'a place for something else',
      "update agent_speech_providers set service = 'llm', provider_id = null, environment_provider = 'x'",
    ],
    [
      'agent_speech_providers_agent_id_fkey',
      'a voice of no agent',
      'update agent_speech_providers set agent_id = gen_random_uuid()',
    ],
    ['users_email_key', 'two users of one address', user('email', "'ann@example.org'")],
    ['users_email_check', 'one address in two spellings', user('email', "'Ann@example.org'")],
    [
      'users_issuer_subject_key',
      'two users that are one',
      user('issuer, subject', "'https://id', 's'"),
    ],
    ['users_identity_check', 'an identity that nobody vouches for', user('subject', "'s'")],
    ['users_discord_user_id_key', 'two users of one Discord user', user('discord_user_id', "'42'")],
    ['users_role_check', 'a role that nobody knows', user('role', "'king'")],
    [
      'sessions_owner_id_fkey',
      'a session of somebody who is not there',
      `update sessions set owner_id = '${OTHER}'`,
    ],
    [
      'sessions_owner_id_fkey',
      'a session whose owner is gone',
      `with owned as (update sessions set owner_id = '${ID}' returning 1)
       delete from users where exists (select 1 from owned)`,
    ],
    ['api_keys_user_id_fkey', 'a key of nobody', apiKey(OTHER, 'x', 'b'.repeat(64))],
    ['api_keys_user_id_name_key', 'two keys of one name', apiKey(ID, 'phone', 'b'.repeat(64))],
    ['api_keys_key_hash_key', 'one key twice', apiKey(ID, 'tablet', HASH)],
    ['api_keys_key_hash_check', 'a key that is no hash', apiKey(ID, 'tablet', 'vox_secret')],
    ['api_keys_scopes_check', 'a key for nothing', apiKey(ID, 'x', 'b'.repeat(64), "'{}'")],
    [
      'api_keys_scopes_check',
      'a key for what nobody knows',
      apiKey(ID, 'x', 'b'.repeat(64), "array['fly']"),
    ],
    [
      'audit_log_user_id_fkey',
      'an entry of nobody',
      'update audit_log set user_id = gen_random_uuid()',
    ],
  ])('has %s: there cannot be %s', async (constraint, _what, statement) => {
    await expect(dataSource.query(statement)).rejects.toMatchObject({ constraint });
  });

  it('takes with a session all of its, with a user their keys, with a provider its place', async () => {
    const count = async (table: string) =>
      (await dataSource.query<unknown[]>(`select 1 from ${table}`)).length;
    await dataSource.query('delete from sessions');
    await dataSource.query('delete from users');
    await dataSource.query('delete from llm_providers');
    await dataSource.query('delete from speech_providers');
    const tables = [
      'turns',
      'messages',
      'invites',
      'api_keys',
      'agent_llm_providers',
      'agent_speech_providers',
    ];
    expect(await Promise.all(tables.map(count))).toEqual(tables.map(() => 0));
    const entries = await dataSource.query<unknown[]>('select user_id, action from audit_log');
    expect(entries).toEqual([{ user_id: null, action: 'agent.update' }]);
  });
});
