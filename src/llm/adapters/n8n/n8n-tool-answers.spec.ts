import { N8nToolAnswers } from './n8n-tool-answers';

const REQUEST = { city: 'Rome' };
const META = '"metadata":{"nodeId":"n1","nodeName":"Agent","itemIndex":0,"runIndex":0}';
const words = (text: string) => ({ type: 'words', text });
const lines = (...items: string[]) => items.map((item) => `{${item},${META}}\n`).join('');

it.each<[string, string, object]>([
  ['items', '[{"degrees":21},{"degrees":22}]', words('[{"degrees":21},{"degrees":22}]')],
  ['an object', '{"degrees":21,"text":"warm"}', words('{"degrees":21,"text":"warm"}')],
  ['words', 'It is warm.', words('It is warm.')],
  ['nothing', '', { type: 'nothing' }],
  ['no item', '[]', { type: 'nothing' }],
  ['an item without anything', '{}', { type: 'nothing' }],
  ['that it was started', '{"message":"Workflow was started"}', { type: 'started' }],
  ['an error with status 200', '{"error":"no such city"}', { type: 'failed' }],
  ['what it was sent', '{"city":"Rome"}', { type: 'nothing' }],
  [
    'the whole item of its webhook',
    '[{"headers":{},"params":{},"query":{},"body":{"city":"Rome"}}]',
    { type: 'nothing' },
  ],
  [
    'a stream',
    lines('"type":"begin"', '"type":"item","content":"It is "', '"type":"item","content":"warm."') +
      lines('"type":"end"'),
    words('It is warm.'),
  ],
  [
    'a stream that says that it failed',
    lines('"type":"begin"', '"type":"error","content":null'),
    { type: 'failed' },
  ],
  [
    'a stream that breaks off',
    lines('"type":"begin"', '"type":"item","content":"It"'),
    { type: 'failed' },
  ],
  ['a stream of one line, in which nobody writes', lines('"type":"begin"'), { type: 'nothing' }],
  ['events', 'data: It is\n\ndata:  warm.\n\n', words('It is warm.')],
  ['a web page', '<!doctype html><html></html>', { type: 'failed' }],
])('%s of a workflow is read', async (_what, body, answer) => {
  expect(await new N8nToolAnswers().read(body, REQUEST)).toEqual(answer);
});
