import { ToolArguments } from '../tool-arguments';
import { modelSchemaOf } from './model-schema';

it('is an object with what is referred to written out, whatever draft it is of', () => {
  const { parameters } = modelSchemaOf({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      place: { $ref: '#/$defs/place', description: 'Where to.' },
      list: { type: 'array' },
      kind: { enum: ['$ref', 'b'], default: { $ref: 'no reference' } },
    },
    $defs: {
      place: { type: 'object', properties: { city: { $ref: '#/$defs/name' } } },
      name: { type: 'string' },
    },
    required: ['place'],
    anyOf: [{ required: ['list'] }, { required: ['kind'] }],
  });
  expect(parameters).toEqual({
    type: 'object',
    properties: {
      place: { type: 'object', properties: { city: { type: 'string' } }, description: 'Where to.' },
      list: { type: 'array', items: {} },
      kind: { enum: ['$ref', 'b'], default: { $ref: 'no reference' } },
    },
    required: ['place'],
  });
  expect(new ToolArguments().problemOf(parameters ?? {})).toBeUndefined();
});

it.each([
  ['nothing', {}],
  ['no properties', { type: 'object' }],
])('is an object of %s where that is what was given', (_what, given) => {
  expect(modelSchemaOf(given)).toEqual({ parameters: { type: 'object', properties: {} } });
});

it('takes for names of arguments what is a keyword elsewhere', () => {
  const properties = { properties: { type: 'string' }, required: { type: 'string' } };
  expect(modelSchemaOf({ properties }).parameters).toEqual({ type: 'object', properties });
});

it.each([
  ['has itself in it', { $ref: '#/$defs/a', $defs: { a: { items: { $ref: '#/$defs/a' } } } }],
  ['refers to what is elsewhere', { properties: { a: { $ref: 'https://x.example/s' } } }],
  ['has an argument that no model can name', { properties: { 'a b': {} } }],
  ['multiplies by what it refers to', multiplying(7, 20)],
  ['refers to what cannot be decoded', { properties: { a: { $ref: '#/%' } } }],
  ['has no arguments where they should be', { properties: null }],
  ['has a list of arguments', { properties: [{ type: 'string' }] }],
  ['has an argument that is none', { properties: { a: null } }],
  ['has such an argument further down', { properties: { a: { items: { properties: 'b' } } } }],
  ['wants what has no names', { properties: { a: {} }, required: 'a' }],
  ['chooses among nothing', { properties: { a: { anyOf: null } } }],
  ['has values that are no list', { properties: { a: { enum: 'a' } } }],
  ['is too long', { properties: { a: { description: 'x'.repeat(20_000) } } }],
])('says why there is none where a schema %s', (_what, given) => {
  expect(modelSchemaOf(given)).toEqual({ problem: expect.any(String) as string });
});

/** Each of `levels` refers to the next `width` times: written out it has `width` to the power of `levels` parts. */
function multiplying(levels: number, width: number) {
  const $defs = Object.fromEntries(
    Array.from({ length: levels }, (_, at) => [
      `a${at}`,
      { anyOf: Array.from({ length: width }, () => ({ $ref: `#/$defs/a${at + 1}` })) },
    ]),
  );
  return {
    properties: { a: { $ref: '#/$defs/a0' } },
    $defs: { ...$defs, [`a${levels}`]: { type: 'string' } },
  };
}
