import { type JobName, JobQueue } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

const JOBS = [
  'conversation.summarise-title',
  'conversation.summarise-history',
  'conversation.propose-memories',
] as const;

describe('what is asked behind a conversation, in the whole application', () => {
  let whole: WholeApp;
  let agentId: string;
  let ann: string;
  let sessionId: string;
  let jobs = 0;

  beforeAll(async () => {
    whole = await WholeApp.start({ MAX_CONTEXT_MESSAGES: '4' });
    const agent = { name: 'Ada', system_prompt: 'x', tools: ['remember'] };
    agentId = await made('/api/agents', agent);
    ann = await made('/api/users', { display_name: 'Ann' });
    await whole.ask(`/api/users/${ann}/memory`, { method: 'PUT', body: '{"enabled":true}' });
    sessionId = await made('/api/sessions', { user_id: 'me', agent_id: agentId });
    // As it is with a key of hers: nobody has talked in it since this server was started.
    const { manager } = whole.app.get(DataSource);
    await manager.query('update sessions set owner_id = $1 where id = $2', [ann, sessionId]);
    for (let turn = 1; turn <= 3; turn++) {
      for (const role of ['user', 'assistant']) {
        const message = { role, content: `I play chess (${role}, ${turn}).` };
        await made(`/api/sessions/${sessionId}/messages`, message);
      }
    }
  });
  beforeEach(async () => {
    const { manager } = whole.app.get(DataSource);
    await manager.query('delete from provider_uses');
    await manager.query('delete from session_summaries');
    await manager.query('update sessions set title = null');
  });
  afterAll(() => whole.stop());

  const made = async (path: string, body: Json) =>
    String(((await (await whole.post(path, body)).json()) as Json)['id']);
  async function set(path: string, changes: object): Promise<void> {
    const method = path.startsWith('/api/agents') ? 'PUT' : 'PATCH';
    const answer = await whole.ask(path, { method, body: JSON.stringify(changes) });
    expect(answer.status).toBe(200);
  }
  /** By another server, or by this one before it was started. */
  const spent = (account: { readonly owner?: string; readonly agent?: string }) =>
    whole.app.get(DataSource).query(
      `insert into provider_uses (id, used_at, kind, provider, purpose, owner_id, agent_id, prompt_tokens, is_estimated, server_id)
       values (gen_random_uuid(), now(), 'llm', 'x', 'answer', $1, $2, 5000, false, gen_random_uuid())`,
      [account.owner ?? null, account.agent ?? null],
    );
  /** How many requests it took. */
  async function asked(name: JobName & (typeof JOBS)[number]): Promise<number> {
    const before = whole.router.requests.length;
    const queue = whole.app.get(JobQueue);
    const jobId = `job-${++jobs}`;
    await queue.add(name, { sessionId }, { jobId });
    await eventually(
      () => queue.outcome(name, jobId),
      ({ state }) => state === 'gone',
    );
    return whole.router.requests.length - before;
  }

  it.each(JOBS)('is not asked where the user has spent it elsewhere: %s', async (name) => {
    await spent({ owner: ann });
    await set('/api/settings', { CAP_USER_TOKENS: 5000 });
    expect(await asked(name)).toBe(0);
    await set('/api/settings', { CAP_USER_TOKENS: null });
    expect(await asked(name)).toBe(1);
    // When the day is over; a summary is asked for with the next turn.
    const delayed = await whole.app.get(JobQueue).list('delayed', { limit: 100, offset: 0 });
    const anew = delayed.filter((job) => job.name === name);
    expect(anew).toHaveLength(name === 'conversation.summarise-history' ? 0 : 1);
  });

  it.each(JOBS)('is not asked where its agent has spent what it may: %s', async (name) => {
    await spent({ agent: agentId });
    await set(`/api/agents/${agentId}`, { limits: { day: { tokens: 5000 } } });
    expect(await asked(name)).toBe(0);
    await set(`/api/agents/${agentId}`, { limits: null });
    expect(await asked(name)).toBe(1);
  });
});
