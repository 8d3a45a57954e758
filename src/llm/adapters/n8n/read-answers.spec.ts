import { ProviderError } from '@vox/voice-core';

import { readAnswers } from './read-answers';
import { decodedText } from './text-lines';

async function* of(...pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}
const read = (pieces: readonly string[], isJson = false) =>
  Array.fromAsync(readAnswers(of(...pieces), isJson));
const textOf = async (pieces: readonly string[], isJson = false) =>
  (await read(pieces, isJson)).map((part) => (part.type === 'reply' ? part.text : '')).join('');

async function categoryOf(pieces: readonly string[], isJson = false): Promise<string> {
  const error: unknown = await read(pieces, isJson).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProviderError);
  return (error as ProviderError).category;
}

describe(readAnswers.name, () => {
  it.each([
    ['an object', ['{"output":"Hi."}']],
    ['an object over several lines', ['{\n  "response": "Hi."\n}\n']],
    ['a nested object', ['{"output":{"content":"Hi."}}']],
    ['an array of objects', [' \n[{"text":"Hi."},{"text":"second"}]']],
    ['an array of strings', ['["Hi."]']],
    ['a string', ['"Hi."']],
    ['a text', ['H', 'i.']],
    ['a text after blanks', ['', ' \n', 'Hi.']],
    ['events of text', ['data: H\n', 'data: i.\n\ndata: [DONE]\n\n']],
    ['events of objects', ['event: item\ndata: {"type":"item","content":"Hi."}\n\n']],
    ['events after a comment', [': ping\n\n', 'data: Hi.\n\n']],
    ['lines', ['{"type":"begin"}\r\n{"type":"item","content":"Hi."}\r\n{"type":"end"}']],
    ['one line without an end', ['{"type":"item","content":"Hi."}']],
    ['a line that holds a JSON', ['{"type":"item","content":"{\\"output\\":\\"Hi.\\"}"}\n']],
    ['lines of an unknown type', ['{"type":"tool-call"}\n\n{"type":"item","content":"Hi."}\n']],
  ])('reads %s', async (_what, pieces) => {
    expect(await textOf(pieces)).toBe('Hi.');
  });

  it.each([
    ['[laughs] Hello.'],
    ['"Hello," she said.'],
    ['<emphasis>Hello.</emphasis>'],
    ['data'],
    ['{smiles} Hello.'],
  ])('takes %j for the text that it is', async (text) => {
    expect(await textOf([text])).toBe(text);
  });

  it('gives nothing for an empty body, and no words for an object without any', async () => {
    expect(await read([' \n'])).toEqual([]);
    expect(await textOf(['{"other":1}'])).toBe('');
  });

  it('gives the wishes for the voice with the words', async () => {
    expect(await read(['{"output":"Hi.","options":{"voice":"a"}}'])).toEqual([
      { type: 'reply', text: 'Hi.', options: { voice: 'a' } },
    ]);
  });

  it.each([['{"message":"Workflow was started"}'], ['"Workflow got started."']])(
    'knows that %s is no reply',
    async (body) => {
      expect(await read([body])).toEqual([{ type: 'started' }]);
    },
  );

  it.each([
    ['server', ['{"error":"node failed"}']],
    ['server', ['{"type":"begin"}\n{"type":"error","content":"x"}\n']],
    ['server', ['event: error\ndata: failed\n\n']],
    ['protocol', ['{"output": "half']],
    ['protocol', ['{"type":"begin"}\n{"type":"it\n']],
    ['protocol', ['<!DOCTYPE html><html></html>']],
    ['connectivity', ['{"type":"begin"}\n{"type":"item","content":"Hi."}\n']],
  ])('fails as %s on %j', async (category, pieces) => {
    expect(await categoryOf(pieces)).toBe(category);
  });

  it('believes a Content-Type of JSON when the body is neither', async () => {
    expect(await categoryOf(['[laughs] Hello.'], true)).toBe('protocol');
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
