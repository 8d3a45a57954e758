import type { ChatMessage, ReplyPart } from '@vox/voice-core';

import { redactedReply } from './redacted-reply';

const KINDS = ['email', 'phone', 'card', 'iban'] as const;
const NUMBER = '+49 171 2345678';

async function* partsOf(parts: readonly ReplyPart[]): AsyncGenerator<ReplyPart> {
  for (const part of parts) yield await Promise.resolve(part);
}
const delta = (text: string): ReplyPart => ({ type: 'reply-delta', text });
const END = { type: 'reply-end', finishReason: 'stop' } as const;

describe(redactedReply, () => {
  const ask = async (messages: readonly ChatMessage[], parts: readonly ReplyPart[]) => {
    const told: (readonly ChatMessage[])[] = [];
    const reply = redactedReply(messages, KINDS, (given) => {
      told.push(given);
      return partsOf(parts);
    });
    const got = await Array.fromAsync(reply);
    const text = got.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
    return { told: told[0] ?? [], got, text };
  };
  const user = (content: string): ChatMessage => ({ role: 'user', content });

  it('tells the model placeholders, the same in all messages, and says what they are', async () => {
    const { told } = await ask(
      [
        { role: 'system', content: 'Be brief.' },
        user(`Call ${NUMBER} or mail ann@web.de.`),
        {
          role: 'assistant',
          content: `I call ${NUMBER}.`,
          toolCalls: [{ id: 'c', name: 'call', arguments: `{"number": "${NUMBER}"}` }],
        },
        { role: 'tool', toolCallId: 'c', content: `{"called": "${NUMBER}", "cost": 2}` },
        user('bob@web.de as well'),
      ],
      [END],
    );
    expect(told).toEqual([
      { role: 'system', content: expect.stringMatching(/^Be brief\.\n\n.*\[EMAIL_1\]/u) as string },
      user('Call [PHONE_1] or mail [EMAIL_1].'),
      {
        role: 'assistant',
        content: 'I call [PHONE_1].',
        toolCalls: [{ id: 'c', name: 'call', arguments: '{"number":"[PHONE_1]"}' }],
      },
      { role: 'tool', toolCallId: 'c', content: '{"called":"[PHONE_1]","cost":2}' },
      user('[EMAIL_2] as well'),
    ]);
  });

  it.each([
    ['in one piece', ['I call [PHONE_1] now.']],
    ['letter by letter', [...'I call [PHONE_1] now.']],
    ['cut within the placeholder', ['I call [PHO', 'NE_', '1', '] now.']],
  ])('has what it answers say the words: %s', async (_how, pieces) => {
    const { text } = await ask([user(`Call ${NUMBER}`)], [...pieces.map(delta), END]);
    expect(text).toBe(`I call ${NUMBER} now.`);
  });

  it('lets no other text wait, and loses none', async () => {
    const pieces = ['See ', '[1] and [PH', 'D], a list[', '0], [EMAIL_7], [PHONE'];
    const { got, text } = await ask([user(`Call ${NUMBER}`)], [...pieces.map(delta), END]);
    expect(text).toBe(pieces.join(''));
    const waited = got.flatMap((part) => (part.type === 'reply-delta' ? [part.text] : []));
    expect(waited.slice(0, 2)).toEqual(['See ', '[1] and ']);
    expect(got.at(-1)).toEqual(END);
  });

  it('has tools called with the words, also where they have to be quoted', async () => {
    const call = { id: 'c', name: 'mail', arguments: '{"to": "[EMAIL_1]", "what": "\\"hi\\""}' };
    const { got } = await ask([user('Mail ann@web.de')], [{ type: 'tool-call', call }, END]);
    expect(got[0]).toMatchObject({
      call: { id: 'c', name: 'mail', arguments: '{"to":"ann@web.de","what":"\\"hi\\""}' },
    });
  });

  it('gives nobody’s placeholder, as one that was stored, to other words', async () => {
    const { told, text } = await ask(
      [user('I am [EMAIL_1]. Write to ann@web.de.')],
      [delta('[EMAIL_1], [EMAIL_2]'), END],
    );
    expect(told.at(-1)).toEqual(user('I am [EMAIL_1]. Write to [EMAIL_2].'));
    expect(text).toBe('[EMAIL_1], ann@web.de');
  });

  it('leaves everything as it is where nothing is personal', async () => {
    const messages = [user('Hello [PHONE_1]')];
    const { told, got } = await ask(messages, [delta('[PHO'), END]);
    expect(told).toBe(messages);
    expect(got).toEqual([delta('[PHO'), END]);
  });
});
