import type { Person } from './erased-people';

/** Whom an erasure is about, and whether they stay a user of this server. */
export type ErasedPerson = Person & { readonly keepsAccount: boolean };

type Erased = 'always' | 'with the account';

/**
 * Where one table holds something of a person. Each of its columns of text, JSON or arrays of them is named once: as
 * `personal`, what people said and who they are, or as `technical`.
 */
export type PersonalTable = {
  readonly key: { readonly column: string; readonly type: 'uuid' | 'bigint' | 'text' };
  /**
   * SQL: whether `row` is a person's, by what `held` has of theirs: session_ids, turn_ids and the shared_session_ids that those
   * are of, user_id, discord_user_ids, and names in the sessions of owner_id, or, where is_anywhere, of anybody.
   */
  readonly isTheirs: string;
  /** `never`: why the row outlives them. */
  readonly erased: Erased | { readonly never: string };
  /** SQL: rows that an erasure leaves all the same. */
  readonly keptWhere?: string;
  /** SQL: what becomes of rows that stay, when they are the person's own. */
  readonly blanked?: { readonly set: string; readonly where: string; readonly when: Erased };
  /** SQL: what becomes, once their rows are gone, of rows of others that may be made of them. */
  readonly unmade?: { readonly set: string; readonly where: string };
  readonly personal: readonly string[];
  readonly technical: readonly string[];
  /** Of those, what is in no export: hashes that let in, and words in another form. */
  readonly hidden?: readonly string[];
};

const OF_SESSION = 'row.session_id = any(held.session_ids)';
/** It outlives its session, so by whom its account is as well. */
const OF_USE = `row.owner_id = held.user_id or ${OF_SESSION}
  or row.user_id = any(select 'discord:' || id from unnest(held.discord_user_ids) id)
  or (row.user_id = any(held.names) and (held.is_anywhere or row.owner_id is not distinct from held.owner_id))`;
const BY_ID = { column: 'id', type: 'uuid' } as const;

/**
 * The tables that hold something of people, in the order in which rows are deleted. A table that is neither here nor in
 * `impersonalTables`, or a column of it that is not named, fails `test/integration/erasure.spec.ts`.
 */
export const personalTables: Readonly<Record<string, PersonalTable>> = {
  recordings: {
    key: BY_ID,
    // A recording cannot be taken apart: it is theirs where they are heard in it, also among others.
    // Who takes part in a session of their group's is known there by their account.
    isTheirs: `${OF_SESSION} or row.speaker_ids && held.discord_user_ids or held.user_id::text = any(row.speaker_ids)
      or (row.speaker_ids && held.names and (held.is_anywhere or exists (
        select 1 from sessions session where session.id = row.session_id and session.owner_id is not distinct from held.owner_id)))
      or exists (select 1 from turns turn where turn.id = any(held.turn_ids) and turn.session_id = row.session_id
        and turn.started_at between row.started_at - interval '1 minute' and row.started_at + row.duration_ms * interval '1 ms')`,
    erased: 'always',
    personal: ['speaker_ids'],
    technical: ['state', 'place', 'sealed_key'],
    hidden: ['sealed_key'],
  },
  webhook_deliveries: {
    key: BY_ID,
    isTheirs: OF_SESSION,
    erased: 'always',
    personal: [],
    technical: ['event', 'state', 'error'],
  },
  invites: {
    key: BY_ID,
    isTheirs: OF_SESSION,
    erased: 'always',
    personal: [],
    technical: [],
  },
  consents: {
    key: BY_ID,
    isTheirs: `row.owner_id = held.user_id or ${OF_SESSION} or row.person = held.user_id::text
      or row.person = any(select unnest(array[id, 'discord:' || id]) from unnest(held.discord_user_ids) id)
      or (row.person = any(held.names) and (held.is_anywhere or row.owner_id is not distinct from held.owner_id))`,
    erased: 'always',
    personal: ['person'],
    technical: ['kind', 'door', 'earlier'],
  },
  memories: {
    key: BY_ID,
    // As `Memories` and `MemoriesService` (src/memory) know whose a fact is: a user's, or of whom that user's sessions name.
    isTheirs: `row.user_id = held.user_id or ${OF_SESSION} or row.turn_id = any(held.turn_ids)
      or row.person = any(select 'discord:' || id from unnest(held.discord_user_ids) id)
      or (row.person = any(held.names) and (held.is_anywhere or row.user_id = held.owner_id))`,
    erased: 'always',
    personal: ['person', 'fact'],
    // Numbers that a fact's words are not in; they go with its row.
    technical: ['origin', 'embedding', 'embedding_model'],
  },
  // That of a session in which only some words were theirs goes with those: `messages_forget_summaries`.
  session_summaries: {
    key: { column: 'session_id', type: 'uuid' },
    isTheirs: OF_SESSION,
    erased: 'always',
    personal: ['content'],
    technical: [],
  },
  messages: {
    key: { column: 'id', type: 'bigint' },
    isTheirs: `${OF_SESSION} or row.turn_id = any(held.turn_ids)`,
    erased: 'always',
    personal: ['content', 'apology', 'speaker_ids', 'words'],
    technical: ['role', 'outcome', 'providers'],
    hidden: ['words'],
  },
  turns: {
    key: BY_ID,
    isTheirs: `${OF_SESSION} or row.id = any(held.turn_ids)`,
    erased: 'always',
    personal: ['heard_text', 'tool_calls'],
    technical: ['state', 'stt_provider', 'llm_provider', 'tts_provider', 'fallback_reason'],
  },
  provider_uses: {
    key: BY_ID,
    isTheirs: OF_USE,
    erased: { never: 'it says what was spent, and from then on on nobody’s account' },
    blanked: {
      set: 'session_id = null, turn_id = null, owner_id = null, user_id = null',
      where: OF_USE,
      when: 'always',
    },
    personal: ['user_id'],
    technical: ['kind', 'provider', 'model', 'purpose'],
  },
  sessions: {
    key: BY_ID,
    isTheirs: 'row.id = any(held.session_ids)',
    erased: 'always',
    // Whoever gave it, it says what was talked of.
    unmade: {
      set: 'title = null',
      where: 'row.id = any(held.shared_session_ids) and row.title is not null',
    },
    personal: ['user_id', 'user_name', 'title', 'metadata', 'title_words', 'user_words'],
    technical: ['channel'],
    hidden: ['title_words', 'user_words'],
  },
  discord_users: {
    key: { column: 'user_id', type: 'text' },
    isTheirs: 'row.user_id = any(held.discord_user_ids)',
    erased: 'always',
    // That somebody is not to be heard has to be known to be kept to.
    keptWhere: 'not row.is_listened_to',
    blanked: {
      set: 'language = null',
      where: 'row.user_id = any(held.discord_user_ids)',
      when: 'always',
    },
    personal: ['user_id', 'language'],
    technical: [],
  },
  discord_link_codes: {
    key: { column: 'code_hash', type: 'text' },
    isTheirs: 'row.discord_user_id = any(held.discord_user_ids)',
    erased: 'always',
    personal: ['code_hash', 'discord_user_id'],
    technical: [],
    hidden: ['code_hash'],
  },
  group_invites: {
    key: BY_ID,
    isTheirs: 'row.invited_by = held.user_id',
    erased: 'with the account',
    personal: [],
    technical: ['token_hash', 'role'],
    hidden: ['token_hash'],
  },
  // A group whose only owner they are is somebody else's then, or gone: `group_members_keep_owner`.
  group_members: {
    key: { column: 'group_id', type: 'uuid' },
    isTheirs: 'row.user_id = held.user_id',
    erased: 'with the account',
    personal: [],
    technical: ['role'],
  },
  api_keys: {
    key: BY_ID,
    isTheirs: 'row.user_id = held.user_id',
    erased: 'with the account',
    personal: ['name', 'key_hash', 'key_prefix'],
    technical: ['scopes'],
    hidden: ['key_hash'],
  },
  logins: {
    key: BY_ID,
    isTheirs: 'row.user_id = held.user_id',
    erased: 'with the account',
    personal: ['token_hash', 'user_agent'],
    technical: ['method', 'provider_session'],
    hidden: ['token_hash'],
  },
  users: {
    key: BY_ID,
    isTheirs: 'row.id = held.user_id',
    erased: 'with the account',
    personal: ['display_name', 'email', 'issuer', 'subject', 'discord_user_id'],
    technical: ['role'],
  },
  audit_log: {
    key: { column: 'id', type: 'bigint' },
    isTheirs:
      'row.user_id = held.user_id or row.target_id = held.user_id::text or row.target_id = any(held.session_ids::text[])',
    erased: { never: 'it says what was done, by ids and without a word or a name' },
    // It begins as their key does.
    blanked: {
      set: "actor = 'somebody erased', user_id = null",
      where: 'row.user_id = held.user_id',
      when: 'with the account',
    },
    personal: ['actor'],
    technical: ['action', 'target_type', 'target_id', 'details'],
  },
  erasures: {
    key: BY_ID,
    isTheirs: 'row.user_id = held.user_id',
    erased: { never: 'it proves that and how much was erased' },
    // While it is to be done.
    personal: ['person'],
    technical: ['state', 'erased'],
  },
};

/** Tables that hold nothing of people, and what they hold. */
export const impersonalTables: Readonly<Record<string, string>> = {
  agents: 'what agents are',
  agent_llm_providers: 'what agents ask',
  agent_speech_providers: 'what agents ask',
  deleted_sessions: 'ids of sessions that are gone',
  discord_guilds: 'what Discord servers have chosen',
  erased_people: 'hashes',
  groups: 'what groups are called',
  http_tools: 'what agents may call',
  llm_providers: 'servers',
  load_samples: 'how many sessions went on, by the minute',
  login_links: 'hashes of links that are good once, of nobody in particular',
  mcp_servers: 'servers of tools',
  migrations: 'the form of the database',
  servers: 'processes',
  prices: 'what providers ask for',
  settings: 'settings of the server',
  speech_providers: 'servers',
  token_uses: 'ids of tokens, for as long as they are good',
  webhooks: 'places that are told',
};
