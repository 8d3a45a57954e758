import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { hostile, hostileButNoText, hostileNames } from './hostile';
import { kindOf, tokenOf } from './known-ids';

/** JSON Schema (2020-12), as far as Zod writes it. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
};

/** Makes of a value another one. */
type Change = (value: unknown) => unknown;

/** Nobody listens there, and no name server is asked. */
const NOWHERE = 'http://127.0.0.1:9';

/** What a schema says in words, or not at all. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  tts_language: fc.constantFrom('en', 'pt-BR', null),
  language: fc.constantFrom('en', 'de'),
  // Nobody's server is asked: those of these kinds need an address, and nobody listens at this one.
  base_url: fc.constant(NOWHERE),
  url: fc.constant(`${NOWHERE}/hook`),
  // Of a tool: a schema itself.
  parameters: fc.constantFrom(
    { type: 'object', properties: {} },
    { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  ),
  // With one a bot would be logged in.
  discord_token: fc.constant(null),
  secret: fc.constant(`whsec_${Buffer.alloc(24, 'k').toString('base64')}`),
};
/** Of servers that are added: those at the address of `base_url`, the one of them that a schema has. */
const KINDS_AT_BASE_URL = ['local', 'openai'];
/** Whose every text is one. */
const TAKEN_AS_THEY_ARE: ReadonlySet<string> = new Set(['discord_token', 'kind', 'base_url']);

/** Values that fit schemas, and values that differ from them in one part. */
export class SchemaValues {
  /** @param schemas What `$ref` leads to, by name. */
  constructor(private readonly schemas: Readonly<Record<string, JsonSchema>> = {}) {}

  /** Mostly with one part that does not fit. */
  fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
    const good = this.valid(schema);
    return fc.oneof(
      { weight: 7, arbitrary: good },
      {
        weight: 7,
        arbitrary: fc.tuple(good, this.change(schema)).map(([value, change]) => change(value)),
      },
      { weight: 1, arbitrary: hostile },
    );
  }

  /** @param name Of the field whose value it is. */
  valid(given: JsonSchema, name = ''): fc.Arbitrary<unknown> {
    const named = BY_NAME[name];
    if (named !== undefined) return named;
    const schema = this.#resolved(given);
    if (name === 'kind') {
      const kind = KINDS_AT_BASE_URL.find((one) => schema.enum?.includes(one));
      if (kind !== undefined) return fc.constant(kind);
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return fc.oneof(...choices.map((one) => this.valid(one, name)));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom<unknown>(...schema.enum);
    const { minimum = -1e6, maximum = 1e6 } = schema;
    switch (schema.type) {
      case 'string':
        return text(schema, name);
      case 'integer':
        return fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) });
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(this.valid(schema.items ?? {}, name), { minLength: 1, maxLength: 3 });
      case 'object': {
        const { properties = {}, required = [] } = schema;
        const fields = Object.entries(properties).map(
          ([field, one]) => [field, this.valid(one, field)] as const,
        );
        // The more optional fields, the likelier one of them does not go with the others.
        return fc.oneof(
          fc.record(Object.fromEntries(fields.filter(([field]) => required.includes(field)))),
          fc.record(Object.fromEntries(fields), { requiredKeys: [...required] }),
        );
      }
      default:
        return hostile;
    }
  }

  /** One change: a part of another type or size, one too few, one too many. */
  change(given: JsonSchema, name = ''): fc.Arbitrary<Change> {
    const schema = this.#resolved(given);
    const bad = TAKEN_AS_THEY_ARE.has(name) ? hostileButNoText : hostile;
    const replaced = bad.map(
      (value): Change =>
        () =>
          value,
    );
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) {
      return fc.oneof(replaced, ...choices.map((one) => this.change(one, name)));
    }
    const { minimum = 0, maximum = 1e9, maxLength, maxItems = 200 } = schema;
    switch (schema.type) {
      case 'string':
        if (maxLength === undefined || TAKEN_AS_THEY_ARE.has(name)) return replaced;
        return fc.oneof(replaced, constant('x'.repeat(Math.min(maxLength, 120_000) + 1)));
      case 'integer':
      case 'number':
        return fc.oneof(
          replaced,
          constant(minimum - 1, maximum + 1, minimum + 0.5, String(maximum)),
        );
      case 'array':
        return fc.oneof(
          replaced,
          fc.constant<Change>((value) => new Array<unknown>(maxItems + 1).fill(firstOf(value))),
          this.change(schema.items ?? {}, name).map((change): Change => (value) => [
            change(firstOf(value)),
            ...listOf(value).slice(1),
          ]),
        );
      case 'object':
        return this.#changeOfObject(schema, replaced);
      default:
        return replaced;
    }
  }

  /** The names of an object's fields. */
  namesOf(given: JsonSchema): string[] {
    const schema = this.#resolved(given);
    const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return [
      ...Object.keys(schema.properties ?? {}),
      ...choices.flatMap((one) => this.namesOf(one)),
    ];
  }

  #changeOfObject(
    { properties = {}, required = [] }: JsonSchema,
    replaced: fc.Arbitrary<Change>,
  ): fc.Arbitrary<Change> {
    const added = fc
      .tuple(hostileNames, hostile)
      .map(([name, value]): Change => (object) => ({ ...fieldsOf(object), [name]: value }));
    const missing = required.map((name) =>
      fc.constant<Change>((object) => {
        const { [name]: _, ...others } = fieldsOf(object);
        return others;
      }),
    );
    const changed = Object.entries(properties).map(([name, one]) =>
      this.change(one, name).map((change): Change => (object) => ({
        ...fieldsOf(object),
        [name]: change(fieldsOf(object)[name]),
      })),
    );
    return fc.oneof(
      { weight: 1, arbitrary: replaced },
      { weight: 1, arbitrary: added },
      ...missing.map((arbitrary) => ({ weight: 1, arbitrary })),
      ...changed.map((arbitrary) => ({ weight: 2, arbitrary })),
    );
  }

  #resolved(schema: JsonSchema): JsonSchema {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (this.schemas[name] ?? {});
  }
}

function text(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  const { format, pattern, minLength = 0, maxLength = 40 } = schema;
  if (format === 'uuid') {
    return fc.oneof(
      { weight: 4, arbitrary: fc.constant(tokenOf(kindOf(name))) },
      { weight: 1, arbitrary: fc.constant(randomUUID()) },
    );
  }
  if (format === 'uri') return fc.constant(`${NOWHERE}/hook`);
  if (format === 'date') return fc.constantFrom('2026-01-31', '1970-01-01', '9999-12-31');
  if (format === 'date-time') return fc.constant('2026-01-31T12:00:00Z');
  // fast-check writes no texts for classes of Unicode.
  if (pattern !== undefined && !pattern.includes('\\p{')) {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  }
  return fc
    .string({
      unit: 'grapheme',
      minLength: Math.max(minLength, 1),
      maxLength: Math.min(maxLength, 40),
    })
    .map((made) => (pattern === undefined ? made : `a${made}`.slice(0, maxLength)));
}

function constant(...values: readonly unknown[]): fc.Arbitrary<Change> {
  return fc.constantFrom(
    ...values.map(
      (value): Change =>
        () =>
          value,
    ),
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function firstOf(value: unknown): unknown {
  return listOf(value)[0] ?? null;
}
