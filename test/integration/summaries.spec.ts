import { DataSource } from 'typeorm';

import { MessageEntity, SessionSummaryEntity } from '@vox/database';
import { JobQueue } from '@vox/jobs';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Asked = { readonly messages: readonly { role: string; content: string }[] };

/** Its model answers each question, a wish for a summary too, with the same words. */
const ANSWER = 'The router answers.';

describe('summaries of the whole application', () => {
  let whole: WholeApp;
  let database: DataSource;

  beforeAll(async () => {
    whole = await WholeApp.start({ MAX_CONTEXT_MESSAGES: '8', SESSION_TITLES: 'false' });
    database = whole.app.get(DataSource);
  });
  afterAll(() => whole.stop());

  const questions = () =>
    whole.router.requests.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body) as Asked]));
  const isOfSummary = ({ messages }: Asked) => messages[0]?.content.includes('keep the notes');
  const summaryOf = (sessionId: string) =>
    database.getRepository(SessionSummaryEntity).findOneBy({ sessionId });

  async function talked(turns: number) {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: whole.key });
    const { session_id: sessionId } = await client.start();
    const say = async (text: string) => {
      const from = client.events.length;
      client.send({ event: 'text_message', data: { text } });
      await client.waitFor('turn_complete', { from });
    };
    for (let turn = 1; turn <= turns; turn++) await say(`My number is ${turn}.`);
    return { client, sessionId, say };
  }

  it('are made behind a long conversation, given to its model, and gone with the first word of it', async () => {
    const { client, sessionId, say } = await talked(3);
    const row = await eventually(
      () => summaryOf(sessionId),
      (found) => found !== null,
    );
    expect(row).toMatchObject({ content: ANSWER });
    const asked = questions().filter(isOfSummary);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.messages[1]?.content).toBe(
      `Said since:\nUser: My number is 1.\nAssistant: ${ANSWER}`,
    );

    await say('And now?');
    const last = questions().findLast((one) => !isOfSummary(one));
    expect(last?.messages[0]?.content).toMatch(/in short:\nThe router answers\.$/u);
    expect(last?.messages.map(({ content }) => content)).not.toContain('My number is 1.');
    expect(last?.messages.map(({ content }) => content)).toContain('My number is 2.');

    await database.getRepository(MessageEntity).delete({ sessionId, content: 'My number is 1.' });
    expect(await summaryOf(sessionId)).toBeNull();
    await client.close();
  });

  it('keep no answer waiting, and are left out, when the model does not write them', async () => {
    const { client, sessionId, say } = await talked(2);
    const unheard = await talked(1);
    whole.router.setFault('500', 1000);
    whole.local.setFault('500', 1000);
    await say('My number is 3.');
    whole.router.setFault(undefined);
    whole.local.setFault(undefined);
    for (let turn = 4; turn <= 8; turn++) await say(`My number is ${turn}.`);
    const { messages } = questions().findLast((one) => !isOfSummary(one)) ?? { messages: [] };
    expect(messages.length).toBeLessThanOrEqual(10);
    expect(messages.at(-1)?.content).toBe('My number is 8.');
    const gone = await whole.ask(`/api/sessions/${sessionId}`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect(await summaryOf(sessionId)).toBeNull();
    await Promise.all([client.close(), unheard.client.close()]);
  });

  it('are asked for anew with the next turn once their job was given up', async () => {
    const { client, sessionId, say } = await talked(2);
    whole.router.setFault('500', 1000);
    whole.local.setFault('500', 1000);
    for (const turn of [3, 4]) await say(`My number is ${turn}.`);
    const jobId = `summary-${sessionId}-first`;
    await eventually(
      () => whole.app.get(JobQueue).outcome('conversation.summarise-history', jobId),
      ({ state }) => state === 'failed',
    );
    whole.router.setFault(undefined);
    whole.local.setFault(undefined);
    await say('My number is 5.');
    await eventually(
      () => summaryOf(sessionId),
      (found) => found !== null,
    );
    await client.close();
  });
});
