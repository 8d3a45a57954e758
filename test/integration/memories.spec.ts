import { randomUUID } from 'node:crypto';

import { JobQueue } from '@vox/jobs';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { ConversationService } from '../../src/conversation';
import { Memories } from '../../src/memory/memories';
import { type Person, Rememberer } from '../../src/memory/rememberer';
import { EmbeddingsStandIn } from '../support/embeddings-stand-in';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

describe('memory across conversations, in the whole application', () => {
  let whole: WholeApp;
  let embeddings: EmbeddingsStandIn;
  let agentId: string;
  let ann: { readonly id: string; readonly key: string };
  let bob: { readonly id: string; readonly key: string };

  beforeAll(async () => {
    embeddings = await EmbeddingsStandIn.start();
    whole = await WholeApp.start({
      SESSION_TITLES: 'false',
      // The packaged PostgreSQL has no pgvector: facts are found by their words all the same.
      EMBEDDINGS_URL: embeddings.url,
      EMBEDDINGS_MODEL: 'small',
    });
    const tools = ['remember', 'forget'];
    agentId = String((await made('/api/agents', { name: 'Ada', system_prompt: 'x', tools }))['id']);
    [ann, bob] = [await person('Ann'), await person('Bob')];
  });
  afterAll(async () => {
    await whole.stop();
    await embeddings.close();
  });

  const ask = async (key: string, method: string, path: string, body?: object) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${whole.url}${path}`, { method, headers, ...json });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const made = async (path: string, body: Json) => (await ask(whole.key, 'POST', path, body)).body;
  async function person(name: string) {
    const id = String((await made('/api/users', { display_name: name }))['id']);
    const key = { user_id: id, name, scopes: ['talk', 'read'] };
    return { id, key: String((await made('/api/keys', key))['key']) };
  }
  const memories = async ({ id, key }: typeof ann) =>
    (await ask(key, 'GET', `/api/users/${id}/memories`)).body as unknown as Json[];
  async function talked(key: string, ...texts: string[]) {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: key });
    const { session_id: sessionId } = await client.start({ agent_id: agentId, user_id: 'me' });
    for (const text of texts) {
      const from = client.events.length;
      client.send({ event: 'text_message', data: { text } });
      await client.waitFor('turn_complete', { from });
    }
    await client.close();
    return sessionId;
  }
  /** Of answers; what is asked behind the conversations is none. */
  const prompts = () =>
    whole.router.requests
      .flatMap(({ body }) =>
        body === '' ? [] : [JSON.stringify((JSON.parse(body) as Json)['messages'])],
      )
      .filter((prompt) => !prompt.includes('list lasting facts'));

  it('keeps nothing of who has not allowed it', async () => {
    const sessionId = await talked(ann.key, 'Please remember that I like tea.');
    expect(prompts().at(-1)).toContain('has not allowed');
    const consents = await ask(ann.key, 'GET', `/api/sessions/${sessionId}/consents`);
    expect(consents).toMatchObject({ status: 200, body: { memory: false, people: [] } });
    expect(await memories(ann)).toEqual([]);
    expect((await ask(ann.key, 'GET', `/api/users/${ann.id}/memory`)).body).toEqual({
      enabled: false,
    });
  });

  it('keeps what an agent is asked to, and tells it to the model of the next conversation', async () => {
    const path = `/api/users/${ann.id}/memory`;
    expect((await ask(ann.key, 'PUT', path, { enabled: true })).status).toBe(200);
    const sessionId = await talked(ann.key, 'Please remember that I like tea.');
    expect(await memories(ann)).toMatchObject([
      { fact: 'The user likes tea.', origin: 'agent', session_id: sessionId, user_id: 'me' },
    ]);
    const consents = await ask(ann.key, 'GET', `/api/sessions/${sessionId}/consents`);
    expect(consents).toMatchObject({ status: 200, body: { memory: true } });
    // An answer goes on without what the database gives too late.
    const told = async () => {
      await talked(ann.key, 'What do I like?');
      return prompts().at(-1) ?? '';
    };
    const prompt = await eventually(told, (asked) => asked.includes('The user likes tea.'));
    expect(prompt).toContain('earlier conversations');
    await talked(bob.key, 'What do I like?');
    expect(prompts().at(-1)).not.toContain('tea');
  });

  it('finds what is worth it in a conversation that is over, with the turn that says so', async () => {
    const sessionId = await talked(ann.key, 'I play chess.');
    await eventually(
      async () =>
        (await ask(ann.key, 'GET', `/api/sessions/${sessionId}/messages`))
          .body as unknown as Json[],
      ({ length }) => length === 2,
    );
    const jobId = `memories-${sessionId}-test`;
    await whole.app.get(JobQueue).add('conversation.propose-memories', { sessionId }, { jobId });
    const [found] = await eventually(
      () => memories(ann),
      (all) => all.length === 2,
    );
    expect(found).toMatchObject({
      fact: 'The user plays chess.',
      origin: 'summary',
      session_id: sessionId,
      turn_id: expect.any(String) as string,
    });
    // It goes with the conversation.
    await ask(ann.key, 'DELETE', `/api/sessions/${sessionId}`);
    expect(await memories(ann)).toHaveLength(1);
  });

  describe('of somebody who is linked with a Discord user', () => {
    const DISCORD_ID = '423456789012345678';
    let cleo: typeof ann;

    beforeAll(async () => {
      cleo = await person('Cleo');
      await ask(cleo.key, 'PUT', `/api/users/${cleo.id}/memory`, { enabled: true });
      await link(DISCORD_ID);
      // As she talks there, in a session of her own.
      const conversations = whole.app.get(ConversationService);
      const { sessionId } = await conversations.getOrCreateSession({
        userId: `discord:${DISCORD_ID}`,
        agentId,
        channel: 'discord',
        opener: { ownerId: cleo.id, opensAll: false },
      });
      const who = await whole.app.get(Rememberer).of(sessionId);
      const fact = {
        fact: 'The user plays the harp.',
        origin: 'agent',
        turnId: randomUUID(),
      } as const;
      expect(await whole.app.get(Memories).add(who as Person, { ...fact, sessionId })).toBe(true);
      // She is remembered once, whichever door she says it by.
      expect(await whole.app.get(Memories).add(who as Person, { ...fact, sessionId })).toBe(false);
    });
    const link = (discordUserId: string | null) =>
      ask(whole.key, 'PATCH', `/api/users/${cleo.id}`, { discord_user_id: discordUserId });
    /** What is told to the model of one who talks with that key or token. */
    const told = async (key: string, words: string) => {
      const prompt = async () => {
        await talked(key, 'What do I play?');
        return prompts().at(-1) ?? '';
      };
      return eventually(prompt, (asked) => asked.includes(words));
    };
    const notTold = async (key: string, words: string) => {
      await talked(key, 'What do I play?');
      expect(prompts().at(-1)).not.toContain(words);
    };

    it('is told by every door of theirs, and dropped by each', async () => {
      expect(await told(cleo.key, 'plays the harp')).toContain('earlier conversations');
      await talked(cleo.key, 'Please remember that I like tea.');
      const onDiscord = {
        userId: cleo.id,
        person: `discord:${DISCORD_ID}`,
        discordUserId: DISCORD_ID,
      };
      const facts = whole.app.get(Memories);
      expect((await facts.fitting(onDiscord, '', 9)).sort()).toEqual([
        'The user likes tea.',
        'The user plays the harp.',
      ]);
      expect(await facts.drop(onDiscord, 'tea')).toEqual(['The user likes tea.']);
      expect(await memories(cleo)).toMatchObject([{ fact: 'The user plays the harp.' }]);
    });

    it('is told to nobody else, and to whoever has a token of theirs as little', async () => {
      await notTold(bob.key, 'harp');
      const asked = await ask(cleo.key, 'POST', '/api/tokens', { user_id: 'me' });
      await notTold(String(asked.body['token']), 'harp');
    });

    it('stays where it was said once they are linked no more', async () => {
      await talked(cleo.key, 'Please remember that I like tea.');
      await link(null);
      // The link counts for some seconds more where it is known.
      const isApart = (asked: string) => asked.includes('likes tea') && !asked.includes('harp');
      const isOver = async () => {
        await talked(cleo.key, 'What do I play?');
        return prompts().at(-1) ?? '';
      };
      const prompt = await eventually(isOver, isApart);
      expect(prompt).not.toContain('harp');
    });
  });

  it('is the person’s own to see and change, and an admin’s', async () => {
    const [first] = await memories(ann);
    const path = `/api/users/${ann.id}/memories/${String(first?.['id'])}`;
    for (const [method, where, body] of [
      ['GET', `/api/users/${ann.id}/memories`],
      ['GET', `/api/users/${ann.id}/memory`],
      ['PUT', `/api/users/${ann.id}/memory`, { enabled: false }],
      ['PATCH', path, { fact: 'Bob was here.' }],
      ['DELETE', path],
      ['DELETE', `/api/users/${ann.id}/memories`],
    ] as const) {
      expect(await ask(bob.key, method, where, body)).toMatchObject({ status: 404 });
    }
    const edited = await ask(ann.key, 'PATCH', path, { fact: 'The user likes green tea.' });
    expect(edited.body).toMatchObject({ fact: 'The user likes green tea.', origin: 'person' });
    expect(await memories({ id: ann.id, key: whole.key })).toMatchObject([
      { fact: 'The user likes green tea.' },
    ]);
    const nobody = `/api/users/${randomUUID()}/memories`;
    expect((await ask(whole.key, 'GET', nobody)).status).toBe(404);
  });

  it('is dropped by an agent that is asked to, by the person, and with the user', async () => {
    await talked(ann.key, 'Please forget what you know of tea.');
    expect(await memories(ann)).toEqual([]);
    await talked(ann.key, 'Please remember that I like tea.');
    expect(await memories(ann)).toHaveLength(1);
    expect((await ask(ann.key, 'DELETE', `/api/users/${ann.id}/memories`)).status).toBe(204);
    expect(await memories(ann)).toEqual([]);
  });
});
