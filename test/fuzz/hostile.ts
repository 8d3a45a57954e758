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

/** What a schema says in words, or not at all. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  tts_language: fc.constantFrom('en', 'pt-BR', null),
  n8n_webhook_url: fc.constantFrom('https://n8n.example.org/webhook/1', null),
  url: fc.constant('https://hook.example.org/1'),
  // Nobody's server is asked: a local one needs an address, and nobody listens at this one.
  kind: fc.constant('local'),
  base_url: fc.constant('http://127.0.0.1:9'),
  // With one a bot would be logged in.
  discord_token: fc.constant(null),
};

/** Values that fit `schema`, and such with one part that does not. */
export function fitting(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const good = valid(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), ids);
  return fc.oneof(
    { weight: 4, arbitrary: good },
    {
      weight: 7,
      arbitrary: fc
        .tuple(good, fc.nat(), hostile)
        .map(([value, at, bad]) => spoilt(value, at, bad)),
    },
    { weight: 1, arbitrary: hostile },
  );
}

/** `value` with `bad` in the place of one of its parts, or beside them. */
function spoilt(value: unknown, at: number, bad: unknown): unknown {
  if (typeof value !== 'object' || value === null) return bad;
  const entries = Object.entries(value);
  const [name, part] = entries[at % (entries.length + 1)] ?? ['added', undefined];
  const replaced = at % 3 === 0 ? spoilt(part, Math.floor(at / 7), bad) : bad;
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === name ? replaced : item))
    : { ...value, [name]: replaced };
}

function valid(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valid(choice, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom<unknown>(...schema.enum);
  const { minimum = -1e6, maximum = 1e6 } = schema;
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return fc.constantFrom(...ids, randomUUID());
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern, 'u'));
      return fc.string({
        unit: 'grapheme',
        minLength: Math.max(schema.minLength ?? 0, 1),
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
      return fc.array(valid(schema.items as JsonSchema, ids), { minLength: 1, maxLength: 3 });
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.entries(properties).map(
        ([name, field]) => [name, BY_NAME[name] ?? valid(field as JsonSchema, ids)] as const,
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    }
    default:
      return hostile;
  }
}
