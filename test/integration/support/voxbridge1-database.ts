import type { Client } from 'pg';

/** The tables of VoxBridge 1 as its first release made them, and as its last one left them. */
export const VOXBRIDGE1_TABLES = {
  first: `
    create table agents (
      id uuid primary key, name varchar(100) not null, description text, system_prompt text not null,
      llm_provider varchar(50) not null, llm_model varchar(100) not null, temperature float not null,
      tts_voice varchar(100), tts_rate float not null, tts_pitch float not null,
      created_at timestamptz default now(), updated_at timestamptz default now(), is_active boolean,
      use_n8n boolean not null, is_default boolean not null, n8n_webhook_url varchar(500));
    create unique index ix_agents_name on agents (name);
    create table sessions (
      id uuid primary key, user_id varchar(100) not null, user_name varchar(100), title varchar(200),
      agent_id uuid not null references agents (id), active boolean, started_at timestamptz default now(),
      ended_at timestamptz, session_type varchar(20) not null, metadata text);
    create table conversations (
      id serial primary key, session_id uuid not null references sessions (id), role varchar(20) not null,
      content text not null, timestamp timestamptz default now(), audio_duration_ms int, tts_duration_ms int,
      llm_latency_ms int, total_latency_ms int);
    create index ix_conversations_session_id on conversations (session_id)`,
  last: `
    create table llm_providers (
      id uuid primary key default gen_random_uuid(), name varchar(255) not null, base_url varchar(512) not null,
      api_key_encrypted text, provider_type varchar(50), models jsonb default '[]', default_model varchar(255),
      is_active boolean default true, created_at timestamptz default now(), updated_at timestamptz default now());
    create table agents (
      id uuid primary key, name varchar(100) not null unique, description text, system_prompt text not null,
      llm_provider varchar(50) not null, llm_model varchar(100) not null, temperature float not null,
      llm_provider_id uuid references llm_providers (id) on delete set null, tts_voice varchar(100),
      tts_exaggeration float not null default 1, tts_cfg_weight float not null default .7,
      tts_temperature float not null default .3, tts_language varchar(10) not null default 'en',
      filter_actions_for_tts boolean not null default false, use_n8n boolean not null default false,
      n8n_webhook_url varchar(500), is_default boolean not null default false, plugins jsonb not null default '{}',
      max_utterance_time_ms int default 120000, memory_scope varchar(20) default 'global',
      created_at timestamptz default now(), updated_at timestamptz default now(), is_active boolean default true);
    create table sessions (
      id uuid primary key, user_id varchar(100) not null, user_name varchar(100), title varchar(200),
      agent_id uuid not null references agents (id), active boolean default true,
      started_at timestamptz default now(), ended_at timestamptz, session_type varchar(20) not null,
      session_metadata text, discord_guild_id varchar(100));
    create table conversations (
      id serial primary key, session_id uuid not null references sessions (id), role varchar(20) not null,
      content text not null, timestamp timestamptz default now(), audio_duration_ms int, tts_duration_ms int,
      llm_latency_ms int, total_latency_ms int);
    create index ix_conversations_session_id on conversations (session_id);
    create table users (id uuid primary key default gen_random_uuid(), username varchar(100), password_hash varchar(255))`,
} as const;

export const AUREN = '3f2c1e70-0000-4000-8000-000000000001';
export const WORKFLOW = '3f2c1e70-0000-4000-8000-000000000002';
export const ROUTER = '3f2c1e70-0000-4000-8000-000000000003';
export const ANNS = '3f2c1e70-0000-4000-8000-000000000004';
export const BENS = '3f2c1e70-0000-4000-8000-000000000005';

/** An installation of the last release with two agents, a provider and two sessions. Secrets as they are stored there. */
export async function fillVoxBridge1(
  client: Client,
  { apiKey, botToken }: { readonly apiKey: string; readonly botToken: string },
): Promise<void> {
  await client.query(VOXBRIDGE1_TABLES.last);
  await client.query(
    `insert into llm_providers (id, name, base_url, api_key_encrypted, provider_type, models, default_model)
     values ($1, 'Router', 'https://openrouter.ai/api/v1', $2, 'openrouter', '["a/b", 7]', 'a/b')`,
    [ROUTER, apiKey],
  );
  await client.query(
    `insert into agents (id, name, system_prompt, llm_provider, llm_model, temperature, llm_provider_id, is_default, plugins)
     values ($1, 'Vox', 'You are Auren.', 'openrouter', 'a/b', .5, $2, true, $3)`,
    [
      AUREN,
      ROUTER,
      JSON.stringify({ discord: { enabled: true, bot_token: botToken, channels: [] } }),
    ],
  );
  await client.query(
    `insert into agents (id, name, system_prompt, llm_provider, llm_model, temperature, use_n8n, n8n_webhook_url, memory_scope)
     values ($1, 'Workflow', 'You pass on.', 'local', 'm', 1, true, 'https://bob:secret@n8n.example/webhook/x', 'agent')`,
    [WORKFLOW],
  );
  await client.query(
    `insert into sessions (id, user_id, user_name, title, agent_id, started_at, session_type, session_metadata)
     values ($1, 'ann', 'Ann', 'Cooking', $3, '2025-11-01T12:00:00Z', 'web', '{"device": "kitchen"}'),
       ($2, '123456789012345678', 'Ben', null, $3, '2025-11-02T12:00:00Z', 'discord', null)`,
    [ANNS, BENS, AUREN],
  );
  await say(client, ANNS, [
    ['system', 'Be nice.', 0],
    ['user', 'How long do eggs boil?', 1],
    ['assistant', 'Six minutes.', 2],
    ['user', ' ', 3],
    ['user', 'And soft ones?', 4],
  ]);
  await say(client, BENS, [['assistant', 'Hello there.', 1]]);
  await client.query("insert into users (username, password_hash) values ('ann', 'x')");
}

/** Stores messages with their seconds after noon of the first of November 2025. */
export async function say(
  client: Client,
  sessionId: string,
  messages: readonly (readonly [role: string, content: string, second: number])[],
): Promise<void> {
  for (const [role, content, second] of messages) {
    await client.query(
      `insert into conversations (session_id, role, content, timestamp)
       values ($1, $2, $3, timestamptz '2025-11-01T12:00:00Z' + $4 * interval '1 second')`,
      [sessionId, role, content, second],
    );
  }
}
