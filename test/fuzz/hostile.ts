import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const DEEP: unknown = JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`);

/** As JSON.parse makes it: an own key of that name. */
const PROTOTYPE_KEYS: unknown = JSON.parse(
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}},"toString":null}',
);

/** What schemas, databases and parsers have been known to trip over. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      '\0',
      'a\0b',
      '\ud83d',
      '\ude00x',
      '',
      ' ',
      '\u{1f600}',
      '\u202e',
      '\ufeff',
      '%00',
      '../..',
    ],
    ...['__proto__', "' or 1=1 --", '${7*7}', '{{x}}', '<script>', '\r\nX: y', 'null', 'NaN'],
    ...['x'.repeat(9_000), '\u{1f600}'.repeat(3_000), 'a,b', '2026-13-45', 'https://a.example/\0'],
    ...[0, -0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 5e-324, true, false, null],
    ...[[], {}, DEEP, PROTOTYPE_KEYS, [null], [[]], { length: -1 }, { then: 1 }],
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that fit `schema`, with parts that do not. */
export function fitting(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fromJson(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), ids);
}

function fromJson(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined).chain(() => valid(schema, ids)) },
    { weight: 1, arbitrary: hostile },
  );
}

function valid(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => fromJson(choice, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom<unknown>(...schema.enum);
  const { minimum = -1e6, maximum = 1e6 } = schema;
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return fc.constantFrom(...ids, randomUUID());
      return fc.string({
        minLength: schema.minLength ?? 0,
        maxLength: Math.min(schema.maxLength ?? 40, 40),
      });
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fromJson(schema.items as JsonSchema, ids), { maxLength: 3 });
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.entries(properties).map(
        ([name, field]) => [name, fromJson(field as JsonSchema, ids)] as const,
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    }
    default:
      return hostile;
  }
}
