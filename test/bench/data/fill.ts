import type { DataSource } from 'typeorm';

import type { Options } from './options';

/** How many words there are to say. */
export const VOCABULARY = 20_000;

/** Users, who have as many sessions each as it takes. */
const USERS = 2000;

/** What they are called. */
export const NAMES = ['Ann', 'Ben', 'Cleo', 'Dag', 'Eve', 'Finn', 'Gil', 'Hana', 'Ian', 'Jo'];

/** Accounts, which open as many sessions each as it takes. */
const ACCOUNTS = 20;

/** With which every other session is shared. */
const GROUPS = 100;

/** A year, in which the sessions lie. */
const SPAN_S = 365 * 24 * 60 * 60;

/** The word of a rank, the most frequent first: five letters, so that none is the beginning of another. */
export function word(rank: number): string {
  return [...String(rank).padStart(5, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

const WORD = `translate(lpad(floor(exp(random() * ln(${VOCABULARY})))::text, 5, '0'), '0123456789', 'abcdefghij')`;

/** 6 to 18 words, as often as words are in a language (the n-th one for every n-th time of the first): about 70 characters. */
const sentence = (seed: string) =>
  `(select string_agg(${WORD}, ' ') from generate_series(1, 6 + ${seed} % 13))`;

/**
 * Conversations as a year of use leaves them: sessions begun at any time, their turns seconds apart, each with what was asked
 * and what was answered; three in ten sessions have a title.
 *
 * In statements that make whole tables (`generate_series`): a million rows through a client would take most of an hour.
 */
export async function fill(
  dataSource: DataSource,
  options: Pick<Options, 'sessions' | 'messages'>,
): Promise<void> {
  const { sessions, messages } = options;
  const turnsEach = Math.max(1, Math.round(messages / 2 / sessions));
  const run = (text: string) => dataSource.query(text);
  await run(`
    insert into users (id, display_name) select gen_random_uuid(), 'Account ' || n from generate_series(1, ${ACCOUNTS}) n`);
  await run(`insert into groups (name) select 'Group ' || n from generate_series(1, ${GROUPS}) n`);
  await run(`
    insert into sessions (id, owner_id, group_id, user_id, user_name, title, agent_id, channel, active, started_at, last_activity_at, ended_at)
    select gen_random_uuid(), (array(select id from users))[1 + n % ${ACCOUNTS}],
      case when n % 2 = 0 then (array(select id from groups))[1 + n / 2 % ${GROUPS}] end, 'user-' || n % ${USERS},
      (array[${NAMES.map((name) => `'${name}'`).join(', ')}])[1 + n % ${NAMES.length}], case when n % 10 < 3 then ${sentence('n % 3')} end,
      (select id from agents limit 1), (array['webrtc', 'websocket', 'discord'])[1 + n % 3], false, at, at, at
    from (select n, now() - random() * ${SPAN_S} * interval '1 second' as at from generate_series(1, ${sessions}) n) begun`);
  await run(`
    insert into turns (id, session_id, state, started_at, ended_at, end_of_utterance_delay_ms, ttft_ms,
      voice_to_voice_ms, stt_provider, llm_provider, tts_provider, prompt_tokens, completion_tokens, cost_usd)
    select gen_random_uuid(), id, 'completed', at, at + interval '5 seconds', 600, 300, 900, 'moonshine', 'openrouter', 'flite',
      400, 60, 0.0004
    from (select id, started_at + n * interval '17 seconds' as at
      from sessions, generate_series(1, ${turnsEach}) n order by 2) said`);
  await run(
    "update sessions set last_activity_at = started_at + interval '1 hour', ended_at = started_at",
  );
  // An index that is made at once is made in a tenth of the time.
  const [{ indexdef } = { indexdef: '' }] = await dataSource.query<{ indexdef: string }[]>(
    "select indexdef from pg_indexes where indexname = 'messages_words'",
  );
  await run('drop index messages_words');
  await run(`
    insert into messages (session_id, turn_id, turn_started_at, sequence, role, content, outcome, spoken_at)
    select session_id, id, started_at, 2 * row_number() over (partition by session_id order by started_at) - 1 + side,
      (array['user', 'assistant'])[1 + side], ${sentence('(extract(epoch from started_at)::int + side)')}, 'completed', ended_at
    from turns, generate_series(0, 1) side order by started_at`);
  await run(indexdef);
  await run('vacuum analyze');
}
