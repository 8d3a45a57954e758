import { exampleArguments } from './example-arguments';

describe(exampleArguments.name, () => {
  it('begins with a value for each property', () => {
    const properties = {
      city: { type: 'string', examples: ['Lyon'] },
      unit: { enum: ['c', 'f'] },
      days: { type: 'integer', default: 3 },
      count: { type: 'number' },
      is_exact: { type: 'boolean' },
      tags: { type: 'array' },
      note: { type: 'string' },
    };
    expect(exampleArguments({ type: 'object', properties })).toEqual({
      city: 'Lyon',
      unit: 'c',
      days: 3,
      count: 0,
      is_exact: false,
      tags: [],
      note: '',
    });
  });

  it('is empty where a schema has none', () => {
    expect([exampleArguments({}), exampleArguments(null)]).toEqual([{}, {}]);
  });
});
