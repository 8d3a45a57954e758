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
});
