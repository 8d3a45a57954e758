import { OpenAiChatStandIn } from '@vox/stand-ins';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { WholeApp } from './support/whole-app';

const PLANTED = ['+49 171 2345678', 'plum.tree@example.org'];
const WORDS = `Call ${PLANTED[0]} or write to ${PLANTED[1]}.`;

describe('what models are not told', () => {
  let whole: WholeApp;
  let model: OpenAiChatStandIn;

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({ reply: (text) => `You said: ${text}` });
    whole = await WholeApp.start({
      REDACT_FOR_MODELS: 'email,phone',
      OPENROUTER_BASE_URL: model.url,
      SESSION_TITLES: 'false',
    });
  });
  afterAll(async () => {
    await whole.stop();
    await model.close();
  });

  it('is in none of their requests, and in what is said, shown and stored', async () => {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: whole.key });
    await client.start({ user_id: 'ann' });
    for (const text of [WORDS, `Once more: ${WORDS}`]) {
      const from = client.events.length;
      client.send({ event: 'text_message', data: { text } });
      const { data } = await client.waitFor('turn_complete', { from });
      expect(data).toMatchObject({ outcome: 'completed', user_text: text });
      expect(data.spoken_text).toBe(`You said: ${text}`);
    }
    await client.close();
    const bodies = model.requests.map(({ body }) => body).filter((body) => body !== '');
    expect(bodies.length).toBeGreaterThanOrEqual(2);
    for (const planted of PLANTED) {
      expect(bodies.filter((body) => body.includes(planted))).toEqual([]);
    }
    expect(bodies.at(-1)).toContain('Once more: Call [PHONE_1] or write to [EMAIL_1].');
  });
});
