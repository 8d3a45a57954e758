import { ProviderError } from '@vox/voice-core';

import { readAnswers } from './read-answers';
import { decodedText } from './text-lines';

async function* of(...pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}
const read = (pieces: readonly string[]) => Array.fromAsync(readAnswers(of(...pieces)));
const textOf = async (pieces: readonly string[]) =>
  (await read(pieces)).map((part) => (part.type === 'reply' ? part.text : '')).join('');

async function categoryOf(pieces: readonly string[]): Promise<string> {
  const error: unknown = await read(pieces).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProviderError);
  return (error as ProviderError).category;
}

const item = (content: unknown, itemIndex = 0, runIndex = 0, nodeName = 'Agent') =>
  `${JSON.stringify({ type: 'item', content, metadata: { nodeName, itemIndex, runIndex } })}\n`;
const mark = (type: string, itemIndex = 0, runIndex = 0, nodeName = 'Agent') =>
  `${JSON.stringify({ type, metadata: { nodeName, itemIndex, runIndex } })}\n`;
const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;

const BODIES: readonly (readonly [string, string, string])[] = [
  ['an object', '{"output":"Hi."}', 'Hi.'],
  ['an object and a line end', '{"output":"Hi."}\n', 'Hi.'],
  ['an object over several lines', '{\n  "response": "Hi."\n}\n', 'Hi.'],
  ['a list of objects', ' \n[{"text":"One."},{"text":"Two."}]', 'One. Two.'],
  ['a list of texts', '["Hi."]', 'Hi.'],
  ['a string', '"Hi."', 'Hi.'],
  ['a number', '42', '42'],
  ['a text', 'Hi.', 'Hi.'],
  ['a text after blanks', ' \n Hi.', 'Hi.'],
  ['a quotation', '"Hello," she said.', '"Hello," she said.'],
  ['a stage direction', '[laughs] Hello. {smiles} Bye.', '[laughs] Hello. {smiles} Bye.'],
  ['another one', '{smiles} Hello.', '{smiles} Hello.'],
  ['marked-up text', '<emphasis>Hello.</emphasis>', '<emphasis>Hello.</emphasis>'],
  ['a text like a field', 'data', 'data'],
  ['a text like a status', 'Workflow was started by Ada.', 'Workflow was started by Ada.'],
  ['JSON in a fence', '```json\n{"output": "Hi."}\n```\n', 'Hi.'],
  ['a fence without JSON', '```\nls -l\n```', '```\nls -l\n```'],
  ['events of text', 'data: Hello \n\ndata: world.\n\ndata: [DONE]\n\n', 'Hello world.'],
  ['events with several lines', 'data: Buy milk\ndata: and eggs.\n\n', 'Buy milk\nand eggs.'],
  [
    'events of strings',
    'data: "Hello "\n\ndata: "world.\\nNext line."\n',
    'Hello world.\nNext line.',
  ],
  ['events of sentences', 'data: One.\n\ndata: Two.\n\n', 'One. Two.'],
  ['events of numbers', 'data: It costs 3.\n\ndata: 50.\n\n', 'It costs 3.50.'],
  ['events without a blank', 'data:Hi.\r\n\r\n', 'Hi.'],
  ['events of items', 'event: item\ndata: {"type":"item","content":"Hi."}\n\n', 'Hi.'],
  ['events after a comment', ': ping\n\ndata: Hi.\n\n', 'Hi.'],
  ['events with ids', 'id: 1\nretry: 10\ndata: Hi.\n\n', 'Hi.'],
  [
    'chunks of OpenAI',
    `${chunk({ role: 'assistant', content: '' })}${chunk({ reasoning_content: 'Hm.' })}${chunk({ content: 'Hel' })}${chunk({ content: 'lo' })}${chunk({ content: ' you.' })}${chunk({})}data: {"choices":[],"usage":{}}\n\ndata: [DONE]\n\n`,
    'Hello you.',
  ],
  [
    'events of Anthropic',
    'event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\nevent: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi."}}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n',
    'Hi.',
  ],
  [
    'events that sum up at the end',
    'data: {"type":"response.output_text.delta","delta":"Hi."}\n\ndata: {"type":"response.output_text.done","text":"Hi."}\n\n',
    'Hi.',
  ],
  ['events of several objects', 'data: {"text":"Hi "}\ndata: {"text":"you."}\n\n', 'Hi you.'],
  [
    'lines of a model',
    '{"response":"Hel","done":false}\n{"response":"lo.","done":true}\n',
    'Hello.',
  ],
  ['lines of objects', '{"output":"One."}\n{"output":"Two."}', 'One. Two.'],
  [
    'items',
    `${mark('begin')}${item('Hel')}${item('lo')}${item(' you.')}${mark('end')}`,
    'Hello you.',
  ],
  ['one item without an end', '{"type":"item","content":"Hi."}', 'Hi.'],
  [
    'CRLF',
    '{"type":"begin"}\r\n{"type":"item","content":"Hi."}\r\n{"type":"end","metadata":{}}',
    'Hi.',
  ],
  [
    'items of several',
    `${item('One.', 0)}${item('Two.', 1)}${item('Three.', 1, 1)}`,
    'One. Two. Three.',
  ],
  ['nodes one after the other', `${item('one', 0, 0, 'A')}${item('two', 0, 0, 'B')}`, 'one two'],
  ['items with blanks', `${item('One. ', 0)}${item('Two.', 1)}`, 'One. Two.'],
  [
    'items of JSON',
    `${mark('begin')}${item('{"output":"One."}')}${mark('end')}${mark('begin', 1)}${item('{"output":"Two."}', 1)}${mark('end', 1)}`,
    'One. Two.',
  ],
  ['JSON bit by bit', `${item('{"out')}${item('put": "He')}${item('llo."}')}`, 'Hello.'],
  ['a fence bit by bit', `${item('```')}${item('json\n{"a')}${item('nswer":"Hi."}\n```')}`, 'Hi.'],
  ['a stage direction bit by bit', `${item('[')}${item('laughs] ')}${item('Hi.')}`, '[laughs] Hi.'],
  ['an item that is a string', item('"Hi."'), 'Hi.'],
  ['a quotation bit by bit', `${item('"Hi"')}${item(', she said.')}`, '"Hi", she said.'],
  ['an item that is an object', item({ output: 'Hi.' }), 'Hi.'],
  ['items between tools', `{"type":"tool-call"}\n\n${item('Hi.')}${mark('tool-call-end')}`, 'Hi.'],
  ['an error after the end', `${mark('begin')}${item('Hi.')}${mark('end')}${mark('error')}`, 'Hi.'],
  ['an error of another branch', `${mark('begin')}${mark('error')}${item('Hi.', 1)}`, 'Hi.'],
];

describe(readAnswers.name, () => {
  it.each(BODIES)('reads %s', async (_what, body, text) => {
    expect(await textOf([body])).toBe(text);
  });

  it('reads each of them alike, wherever it is cut', async () => {
    for (const [what, body, text] of BODIES) {
      expect([what, await textOf(Array.from(body))]).toEqual([what, text]);
      for (let at = 1; at < body.length; at += 1 + Math.floor(body.length / 40)) {
        const cut = await textOf([body.slice(0, at), body.slice(at)]);
        expect([what, at, cut]).toEqual([what, at, text]);
      }
    }
  });

  it.each([
    [' \n'],
    ['null'],
    ['undefined\n'],
    [': ping\n\n'],
    ['data: [DONE]\n\n'],
    ['{"output":""}'],
  ])('finds no words in %j', async (body) => {
    expect((await textOf([body])).trim()).toBe('');
  });

  it.each([
    ['{"status":"ok"}', '{status}'],
    ['{"type":"item","content":{"status":"ok"}}', '{status}'],
    ['data: {"status":"ok"}\n\n', '{status}'],
    ['{"output":"{\\"answer\\": \\"Hel"}', '{output}'],
  ])('tells the keys of %s, which it makes nothing of', async (body, keys) => {
    expect(await read([body])).toEqual([{ type: 'unknown', keys }]);
  });

  it('gives the wishes for the voice with the words', async () => {
    const reply = { type: 'reply', text: 'Hi.', options: { voice: 'a' } };
    expect(await read(['{"output":"Hi.","options":{"voice":"a"}}'])).toEqual([reply]);
    expect(await read([item('{"output":"Hi.","options":{"voice":"a"}}')])).toEqual([reply]);
    expect(await read(['data: {"output":"Hi.","options":{"voice":"a"}}\n\n'])).toEqual([reply]);
  });

  it('gives text on as it comes', async () => {
    const body = (async function* () {
      yield 'Hello ';
      yield 'there.';
      await new Promise(() => undefined);
    })();
    const answers = readAnswers(body);
    expect((await answers.next()).value).toEqual({ type: 'reply', text: 'Hello ' });
    expect((await answers.next()).value).toEqual({ type: 'reply', text: 'there.' });
  });

  it.each([
    '{"message":"Workflow was started"}',
    '"Workflow got started."',
    'Workflow was started',
    '{"type":"item","content":"{\\"message\\":\\"Workflow was started\\"}"}',
  ])('knows that %s is no reply', async (body) => {
    expect(await read([body])).toEqual([{ type: 'started' }]);
  });

  it.each([
    ['server', ['{"error":"node failed"}']],
    ['server', [`${mark('begin')}${mark('error')}`]],
    ['server', ['{"type":"error","content":null}']],
    ['server', [`${mark('begin')}${item('Hi.')}${mark('error')}`]],
    ['server', ['event: error\ndata: failed\n\n']],
    ['server', ['data: {"error":{"message":"failed"}}\n\n']],
    ['protocol', ['{"output": "half']],
    ['protocol', ['{"type":"begin"}\n{"type":"it\n']],
    ['protocol', ['data: {"text":"Hi\n\n']],
    ['protocol', ['<!DOCTYPE html><html></html>']],
    ['connectivity', [`${mark('begin')}${item('Hi.')}`]],
  ])('fails as %s on %j', async (category, pieces) => {
    expect(await categoryOf(pieces)).toBe(category);
  });
});

describe(decodedText.name, () => {
  it('waits for the rest of a character and drops a byte order mark', async () => {
    const bytes = Buffer.from('\uFEFFé👋');
    const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const body = (async function* () {
      yield* chunks;
    })();
    expect(await Array.fromAsync(decodedText(body))).toEqual(['é', '👋']);
  });
});
