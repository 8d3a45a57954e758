import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { hostile, hostileNames } from './hostile';
import { kindOf, tokenOf } from './known-ids';
import type { FuzzedOperation } from './operations';
import { contentTypes, otherHeaders, recordings, written } from './request-texts';
import type { JsonSchema, SchemaValues } from './schema-values';

export type RestCase = {
  readonly operation: FuzzedOperation;
  /** Where it is another one than the operation's. */
  readonly method: string;
  /** As it is written in the request, with the query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Whether it is a request of the operation; else of a path or method that may be nobody's. */
  readonly isOwn: boolean;
};

/** In a path: what can be read as several parts, or cannot be read at all. */
const FAULTY_PARTS = [
  '',
  '%',
  '%0',
  '%zz',
  '%E0%A4%A',
  '%C0%80',
  '..',
  '.',
  'a/b',
  '?',
  '#',
  ';x=1',
];
const STRANGE_PARTS = ['%00', '%2e%2e%2f', '42', '%2F', 'a%20b', '%EF%BF%BD', 'x'.repeat(2000)];
/** In a query. */
const FAULTY_QUERIES = [
  ...['%', '%zz=1', '=', '&&&', '__proto__=1', '__proto__[x]=1', 'constructor[prototype][x]=1'],
  ...['a=%E0%A4%A', 'a=%00', '?', 'limit[]=1', 'limit[a]=1', 'limit=1&limit=2', 'id=1&id=2'],
  ...[
    'api_key=',
    'api_key=wrong',
    'api_key[]=x',
    'x'.repeat(5000),
    'a=1'.repeat(1500),
    '+',
    ';a=1',
  ],
];

/** Requests of one operation that nobody in their right mind sends, and some that somebody would. */
export function restCases(
  operation: FuzzedOperation,
  values: SchemaValues,
): fc.Arbitrary<RestCase> {
  const base = fc.record({
    path: pathOf(operation, values),
    query: queryOf(operation, values),
    headers: headersOf(operation, values),
    other: otherHeaders,
    type: contentTypes,
    body: bodyOf(operation, values),
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE') },
      { weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY') },
    ),
  });
  return base.map(({ path, query, headers, other, type, body, method }) => ({
    operation,
    method,
    target: `${path.text}${query}`,
    headers: {
      ...(body === undefined || type === '' ? {} : { 'content-type': body.type ?? type }),
      ...headers,
      ...other,
    },
    body: body?.bytes,
    isOwn: path.isOwn && method === operation.method,
  }));
}

type Path = { readonly text: string; readonly isOwn: boolean };

function pathOf({ path, parameters }: FuzzedOperation, values: SchemaValues): fc.Arbitrary<Path> {
  const parts = path.split('/').slice(1);
  const written = parts.map((part, index): fc.Arbitrary<Path> => {
    const name = /^\{(\w+)\}$/u.exec(part)?.[1];
    if (name === undefined) return fc.constant({ text: part, isOwn: true });
    const kind = name === 'id' ? (parts[index - 1] ?? '') : kindOf(name);
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? {};
    const own = (text: string): Path => ({ text, isOwn: text !== '' });
    return fc.oneof(
      { weight: 10, arbitrary: fc.constant(own(tokenOf(kind))) },
      { weight: 4, arbitrary: values.valid(schema, name).map((value) => own(encoded(value))) },
      { weight: 1, arbitrary: fc.constant(own(randomUUID())) },
      { weight: 2, arbitrary: hostile.map((value) => own(encoded(value))) },
      { weight: 1, arbitrary: fc.constantFrom(...STRANGE_PARTS).map(own) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...FAULTY_PARTS).map((text) => ({ text, isOwn: false })),
      },
    );
  });
  return fc.tuple(...written).map((all) => ({
    text: `/${all.map(({ text }) => text).join('/')}`,
    isOwn: all.every(({ isOwn }) => isOwn),
  }));
}

function queryOf(operation: FuzzedOperation, values: SchemaValues): fc.Arbitrary<string> {
  const { id, parameters } = operation;
  const queries = parameters.filter((one) => one.in === 'query');
  const schema: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(queries.map((one) => [one.name, one.schema])),
    required: queries.flatMap(({ name, required }) => (required === true ? [name] : [])),
  };
  const asked = fc
    .tuple(values.fitting(schema), fc.nat(3), hostileNames, hostile)
    .map(([given, how, name, bad]) => {
      if (typeof given !== 'object' || given === null) return encoded(given);
      const pairs = Object.entries(given).map(([key, value]) => pair(key, value));
      if (how === 0 && pairs.length > 0) pairs.push(pairs[0] ?? '');
      if (how === 1) pairs.push(pair(name, bad));
      return pairs.join('&');
    });
  // The place that a page before it led to.
  const pages = queries
    .filter(({ name }) => ['cursor', 'before', 'after'].includes(name))
    .map(({ name }) => fc.constant(`${name}=${tokenOf(`page:${id}`)}`));
  const faulty = fc.constantFrom(...FAULTY_QUERIES);
  return fc
    .oneof(
      { weight: queries.length === 0 ? 6 : 1, arbitrary: fc.constant('') },
      { weight: queries.length === 0 ? 1 : 8, arbitrary: asked },
      ...pages.map((arbitrary) => ({ weight: 3, arbitrary })),
      { weight: 1, arbitrary: faulty },
    )
    .map((text) => (text === '' ? '' : `?${text}`));
}

/** Those that the document names. */
function headersOf(
  { parameters }: FuzzedOperation,
  values: SchemaValues,
): fc.Arbitrary<Record<string, string>> {
  const named = parameters.filter((one) => one.in === 'header');
  const entries = named.map(
    ({ name, schema }) => [name, values.fitting(schema).map((one) => encoded(one))] as const,
  );
  return fc.oneof(fc.constant({}), fc.record(Object.fromEntries(entries)));
}

type Body = { readonly type?: string; readonly bytes: Buffer };

function bodyOf(operation: FuzzedOperation, values: SchemaValues): fc.Arbitrary<Body | undefined> {
  const none = fc.constant(undefined);
  const anything = written(hostile).map((bytes): Body => ({ bytes }));
  if (operation.bodies.length === 0) {
    return fc.oneof({ weight: 6, arbitrary: none }, { weight: 1, arbitrary: anything });
  }
  const fitting = operation.bodies.map(([type, schema]): fc.Arbitrary<Body> =>
    type === 'application/json'
      ? written(values.fitting(schema)).map((bytes) => ({ bytes }))
      : recordings.map((bytes) => ({ type, bytes })),
  );
  return fc.oneof(
    { weight: 1, arbitrary: none },
    { weight: 2, arbitrary: anything },
    ...fitting.map((arbitrary) => ({ weight: 20, arbitrary })),
  );
}

function pair(name: string, value: unknown): string {
  return `${encoded(name)}=${encoded(value)}`;
}

/** Tokens stay as they are. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.startsWith('@one:') ? text : encodeURIComponent(text.slice(0, 2000).toWellFormed());
}
