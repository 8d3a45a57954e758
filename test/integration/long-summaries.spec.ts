import { randomUUID } from 'node:crypto';

import { SessionSummaryEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { makeTurn } from './support/turns';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Asked = { readonly messages: readonly { role: string; content: string }[] };

describe('summaries of sessions of which a model is given 400 messages', () => {
  let whole: WholeApp;

  beforeAll(async () => {
    whole = await WholeApp.start({ MAX_CONTEXT_MESSAGES: '400', SESSION_TITLES: 'false' });
  });
  afterAll(() => whole.stop());

  const summariesAsked = () =>
    whole.router.requests
      .flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body) as Asked]))
      .filter(({ messages }) => messages[0]?.content.includes('keep the notes'));
  const summaryOf = (sessionId: string) =>
    whole.app.get(DataSource).getRepository(SessionSummaryEntity).findOneBy({ sessionId });

  /** A session in which so many turns were said before, somebody's words that long. */
  async function planted(turns: number, length: number) {
    const session = { id: randomUUID(), userId: 'ann', channel: 'websocket' } as const;
    const handler = whole.app.get(RecordTurnHandler, { strict: false });
    for (let turn = 1; turn <= turns; turn++) {
      const startedAtMs = Date.now() - (turns - turn + 1) * 1000;
      const userText = `My number is ${turn}.`.padEnd(length, ' Hm.');
      await handler.handle(
        makeTurn({ session, userText, startedAtMs, endedAtMs: startedAtMs + 500 }),
      );
    }
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: whole.key });
    await client.start({ session_id: session.id, user_id: 'ann' });
    const say = async (text: string) => {
      const from = client.events.length;
      client.send({ event: 'text_message', data: { text } });
      await client.waitFor('turn_complete', { from });
    };
    return { client, sessionId: session.id, say };
  }

  it('are made of more messages than a job reads at once', async () => {
    const before = summariesAsked().length;
    const { client, sessionId, say } = await planted(150, 20);
    await say('And now?');
    await eventually(
      () => summaryOf(sessionId),
      (found) => found !== null,
    );
    const asked = summariesAsked().slice(before);
    expect(asked).toHaveLength(1);
    const words = asked[0]?.messages[1]?.content ?? '';
    expect(words).toContain('User: My number is 1.');
    // The newest half is given as it was said.
    expect(words).toContain('User: My number is 51.');
    expect(words).not.toContain('My number is 52.');
    await client.close();
  });

  it('are made of few messages that are long, and not anew with each turn', async () => {
    const before = summariesAsked().length;
    const { client, sessionId, say } = await planted(80, 600);
    await say('And now?');
    await eventually(
      () => summaryOf(sessionId),
      (found) => found !== null,
    );
    for (const text of ['And then?', 'Why?']) await say(text);
    const last = whole.router.requests.at(-1)?.body ?? '';
    expect((JSON.parse(last) as Asked).messages[0]?.content).toMatch(
      /in short:\nThe router answers\.$/u,
    );
    expect(summariesAsked().slice(before)).toHaveLength(1);
    await client.close();
  });
});
