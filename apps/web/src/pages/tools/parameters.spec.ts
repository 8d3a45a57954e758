import { missingFrom, newParameter, parametersOf, schemaOf } from './parameters';

const weather = {
  type: 'object',
  properties: {
    city: { type: 'string', description: 'Where', minLength: 2 },
    unit: { type: 'string', enum: ['c', 'f'] },
    days: { type: 'integer' },
  },
  required: ['city'],
  additionalProperties: false,
};

describe(parametersOf.name, () => {
  it('is a row for each property, and gives the schema back', () => {
    const rows = parametersOf(weather);
    expect(rows).toMatchObject([
      { name: 'city', type: 'string', description: 'Where', isRequired: true },
      { name: 'unit', type: 'choice', choices: 'c, f', isRequired: false },
      { name: 'days', type: 'integer', isRequired: false },
    ]);
    expect(schemaOf(rows ?? [])).toEqual(weather);
  });

  it.each([
    ['a list', { type: 'object', properties: { tags: { type: 'array' } } }],
    ['no type', { type: 'object', properties: { any: {} } }],
    ['a choice of numbers', { type: 'object', properties: { n: { type: 'number', enum: [1] } } }],
    [
      'a choice with a comma',
      { type: 'object', properties: { n: { type: 'string', enum: ['a,b'] } } },
    ],
    ['more properties', { type: 'object', properties: {}, additionalProperties: true }],
    ['conditions', { type: 'object', properties: {}, anyOf: [] }],
    ['no object', { type: 'string' }],
    ['nothing', null],
  ])('is none for what rows would not say: %s', (_, schema) => {
    expect(parametersOf(schema)).toBeNull();
  });
});

describe(schemaOf.name, () => {
  it('leaves out rows that have no name yet', () => {
    expect(schemaOf([newParameter(''), newParameter(' city ')])).toEqual({
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    });
  });
});

describe(missingFrom.name, () => {
  it('names what the address has in braces and no row is, once', () => {
    const url = 'https://w.example/{city}/{day}?again={day}';
    expect(missingFrom([newParameter('city')], url)).toEqual(['day']);
  });
});
