import { resultOf } from './mcp-result';

const text = (words: string) => ({ type: 'text' as const, text: words });

it.each([
  ['the words', { content: [text('one'), text('two')] }, 'one\ntwo'],
  ['data before words', { content: [text('7 °C')], structuredContent: { at: 7 } }, '{"at":7}'],
  ['that it is done where it says nothing', { content: [] }, 'Done.'],
  [
    'the kind of a picture',
    { content: [{ type: 'image' as const, data: 'AAAA', mimeType: 'image/png' }] },
    '[image: image/png]',
  ],
  [
    'a link with its name',
    {
      content: [
        { type: 'resource_link' as const, name: 'note', uri: 'file:///n', description: 'Mine' },
      ],
    },
    'note (file:///n): Mine',
  ],
  [
    'what an enclosed text says',
    { content: [{ type: 'resource' as const, resource: { uri: 'file:///n', text: 'Milk' } }] },
    'Milk',
  ],
  [
    'where an enclosed file is',
    { content: [{ type: 'resource' as const, resource: { uri: 'file:///n', blob: 'AAAA' } }] },
    '[file:///n, which is no text]',
  ],
])('gives %s', (_what, given, content) => {
  expect(resultOf(given)).toEqual({ content });
});

it('is a failure in the words of the tool, or in ours', () => {
  const structuredContent = { at: 7 };
  expect(resultOf({ content: [text('No such order.')], structuredContent, isError: true })).toEqual(
    {
      content: 'No such order.',
      isError: true,
    },
  );
  expect(resultOf({ content: [], isError: true })).toMatchObject({ isError: true });
});
