import { ToolArguments } from './tool-arguments';

const ORDER = {
  parameters: {
    type: 'object',
    properties: { item: { type: 'string' }, count: { type: 'integer', default: 1 } },
    required: ['item'],
    additionalProperties: false,
  },
};

describe(ToolArguments.name, () => {
  const read = (text: string) => new ToolArguments().read(ORDER, text);

  it('takes what fits, with the defaults of what is left out', () => {
    expect(read('{"item":"tea"}')).toEqual({ given: { item: 'tea', count: 1 } });
  });

  it('takes a number in quotes for one', () => {
    expect(read('{"item":"tea","count":"3"}')).toEqual({ given: { item: 'tea', count: 3 } });
  });

  it.each([
    ['no JSON', '{"item":', 'must be a JSON object'],
    ['a list', '[]', 'must be a JSON object'],
    ['one too few', '{}', "must have required property 'item'"],
    ['one too many', '{"item":"tea","colour":"red"}', 'must NOT have additional properties'],
    ['a wrong one', '{"item":"tea","count":"many"}', 'they/count must be integer'],
  ])('says to the model what is wrong: %s', (_what, text, problem) => {
    expect(read(text).problem).toContain(problem);
  });

  it('says why a schema is none', () => {
    const problemOf = (schema: Record<string, unknown>) => new ToolArguments().problemOf(schema);
    expect(problemOf(ORDER.parameters)).toBeUndefined();
    expect(problemOf({ type: 'string' })).toBe('must be a JSON schema of an object');
    expect(problemOf({ type: 'object', properties: { a: { type: 'what' } } })).toContain('schema');
  });

  const text = { type: 'string' };
  it.each([
    ['nullable without a type', { nullable: true }],
    ['exclusiveMinimum of draft 4', { type: 'number', minimum: 0, exclusiveMinimum: true }],
    ['required of draft 3', { ...text, required: true }],
    ["Python's flags in a pattern", { ...text, pattern: '(?i)^a' }],
    ['a choice named twice', { enum: ['a', 'a'] }],
    ['a type of draft 3', { type: 'any' }],
    ['a type that is none', { type: 'String' }],
    ['a description that is none', { ...text, description: null }],
    ['a default within what is checked later', { ...text, $async: true }],
  ])('leaves to its server what cannot be checked here: %s', (_what, a) => {
    const parameters = { type: 'object', properties: { a } };
    const checks = new ToolArguments();
    for (let times = 0; times < 2; times++) {
      expect(checks.read({ parameters }, '{"a":"x","b":1}')).toEqual({ given: { a: 'x', b: 1 } });
    }
    expect(checks.read({ parameters }, '[]').problem).toContain('must be a JSON object');
    // Of a tool that is set up here somebody is told who can mend it.
    expect(checks.problemOf(parameters)).toContain('must be a JSON schema');
  });

  it('takes arguments of a schema that would be checked later', async () => {
    const parameters = { $async: true, type: 'object', required: ['a'] };
    expect(new ToolArguments().read({ parameters }, '{}')).toEqual({ given: {} });
    // A rejection that nobody waits for would end the process.
    await new Promise(setImmediate);
  });

  it('reads patterns as they are meant, with and without the rules of Unicode', () => {
    const properties = {
      month: { ...text, pattern: String.raw`^\d{4}\-\d{2}$` },
      word: { ...text, pattern: String.raw`^\p{L}+$` },
    };
    const parameters = { type: 'object', properties, patternProperties: { '^x\\-': text } };
    const checks = new ToolArguments();
    const problemIn = (given: object) => checks.read({ parameters }, JSON.stringify(given)).problem;
    expect(checks.problemOf(parameters)).toBeUndefined();
    expect(problemIn({ month: '2026-01', word: 'Zoë', 'x-a': 'b' })).toBeUndefined();
    expect(problemIn({ month: 'January' })).toContain('they/month must match pattern');
    expect(problemIn({ word: '42' })).toContain('they/word must match pattern');
    expect(problemIn({ 'x-a': {} })).toContain('must be string');
  });

  it.each([
    ['a pattern', { properties: { a: { ...text, pattern: '^(a+)+$' } } }, { a: endless() }],
    ['names of arguments', { patternProperties: { '^(a|a)*$': text } }, { [endless()]: 'x' }],
    [
      'a pattern that is never ready',
      { properties: { a: { ...text, pattern: `${'('.repeat(3000)}a${')+'.repeat(3000)}b` } } },
      { a: 'a' },
    ],
    [
      'many patterns',
      {
        properties: {
          a: { anyOf: Array.from({ length: 50 }, () => ({ pattern: '(.*a){20}b' })) },
          b: { type: 'integer', default: 1 },
        },
      },
      { a: endless() },
    ],
  ])('leaves to its server what takes too long to be checked: %s', (_what, more, given) => {
    const checks = new ToolArguments();
    const parameters = { type: 'object', ...more };
    const read = checks.read({ parameters }, JSON.stringify(given));
    expect(read).toEqual({ given: expect.objectContaining(given) as object });
  });
});

function endless(): string {
  return `${'a'.repeat(60)}!`;
}
