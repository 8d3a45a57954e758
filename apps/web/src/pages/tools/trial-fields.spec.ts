import { argumentsOf, trialFieldsOf, unreadableOf } from './trial-fields';

const SCHEMA = {
  type: 'object',
  properties: {
    city: { type: 'string', description: 'Where.', examples: ['Lyon'] },
    unit: { type: 'string', enum: ['c', 'f'] },
    days: { type: 'integer', default: 3 },
    depth: { type: 'number' },
    is_exact: { type: 'boolean' },
    note: { type: 'string' },
  },
  required: ['city', 'unit', 'is_exact', 'note'],
};

describe(trialFieldsOf.name, () => {
  const fields = trialFieldsOf(SCHEMA) ?? [];

  it('asks for each value, begun with what the schema says', () => {
    expect(fields.map(({ name, choices, initial }) => [name, choices, initial])).toEqual([
      ['city', [], 'Lyon'],
      ['unit', ['c', 'f'], 'c'],
      ['days', [], '3'],
      ['depth', [], ''],
      ['is_exact', ['true', 'false'], 'true'],
      ['note', [], ''],
    ]);
    expect(fields[0]).toMatchObject({ description: 'Where.', isRequired: true });
    expect(trialFieldsOf({ type: 'object' })).toEqual([]);
  });

  it.each([
    [{ tags: { type: 'array' } }],
    [{ place: { type: 'object' } }],
    [{ place: { anyOf: [] } }],
    [{ level: { type: 'integer', enum: [1, 2] } }],
    [{ level: true }],
  ])('leaves what is more than plain values to JSON: %j', (properties) => {
    expect(trialFieldsOf({ type: 'object', properties })).toBeNull();
  });

  it('gives the values of their types, and leaves out what is empty and not needed', () => {
    expect(argumentsOf(fields, {})).toEqual({
      city: 'Lyon',
      unit: 'c',
      days: 3,
      is_exact: true,
      note: '',
    });
    const typed = { city: '5', days: '', depth: '.5', is_exact: 'false', note: 'x' };
    expect(argumentsOf(fields, typed)).toEqual({
      city: '5',
      unit: 'c',
      depth: 0.5,
      is_exact: false,
      note: 'x',
    });
  });

  it('names those whose text is no number', () => {
    expect(unreadableOf(fields, { days: '', depth: '0,5', city: '1e' })).toEqual([]);
    expect(unreadableOf(fields, { days: '1e', depth: '..5' })).toEqual(['days', 'depth']);
  });
});
