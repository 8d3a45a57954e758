import { Writable } from 'node:stream';

import { ProviderError } from '@vox/voice-core';
import pino from 'pino';
import { DatabaseError } from 'pg';
import { EntityNotFoundError, OptimisticLockVersionMismatchError, QueryFailedError } from 'typeorm';
import { z } from 'zod';

import { safePino } from './safe-pino';

const PROMPT = 'You are a pirate called PLUMTREE';
const TOKEN = 'v1.b1c93025.0ll5SEALED';
const STATEMENT = 'insert into agents (system_prompt, discord_token) values ($1, $2)';

/** What pg makes of a refused statement, with values in every place where PostgreSQL puts them. */
function refused(code: string, message: string): DatabaseError {
  const error = new DatabaseError(message, 100, 'error');
  return Object.assign(error, {
    code,
    severity: 'ERROR',
    detail: `Failing row contains (${PROMPT}, ${TOKEN}).`,
    hint: `Perhaps "${PROMPT}"`,
    where: `unnamed portal parameter $1 = '${PROMPT}'`,
    internalQuery: `select '${TOKEN}'`,
    table: 'agents',
    constraint: 'agents_name_key',
    routine: '_bt_check_unique',
  });
}

const queryFailed = (code: string, message: string) =>
  new QueryFailedError(STATEMENT, [PROMPT, TOKEN], refused(code, message));

const DUPLICATE = 'duplicate key value violates unique constraint "agents_name_key"';

const planted: [string, () => unknown][] = [
  ['a broken constraint', () => queryFailed('23505', DUPLICATE)],
  ['a value of the wrong form', () => queryFailed('22P02', `invalid uuid: "${PROMPT} "${TOKEN}""`)],
  ['text that cannot be stored', () => queryFailed('22021', `invalid byte: "${PROMPT}"`)],
  ['a code that nobody knows', () => queryFailed('ZZ001', `strange: '${PROMPT}'`)],
  [
    'a timeout of the driver',
    () => new QueryFailedError(STATEMENT, [PROMPT], new Error('Query read timeout')),
  ],
  ["the driver's own error", () => refused('22P02', `invalid: "${TOKEN}"`)],
  ['a row that is not there', () => new EntityNotFoundError('agents', { where: { name: PROMPT } })],
  ['a version that does not fit', () => new OptimisticLockVersionMismatchError('agents', 1, 2)],
  ['text that is no JSON', () => caught(() => JSON.parse(`${PROMPT}`))],
  ['JSON of another form', () => caught(() => z.strictObject({}).parse({ [PROMPT]: TOKEN }))],
  ["a provider's own words", () => provider(new Error(PROMPT))],
  [
    'a client of HTTP',
    () =>
      Object.assign(new Error('refused'), { headers: { TOKEN }, body: PROMPT, error: { PROMPT } }),
  ],
  ['something thrown that is no error', () => ({ prompt: PROMPT, parameters: [TOKEN] })],
  ['a message with a line like a frame', () => refused('22P02', `"\n    at ${TOKEN}\n"`)],
];

const wrapped: [string, (error: unknown) => unknown][] = [
  ['alone', (error) => error],
  ['as a cause', (error) => new Error('the turn was not stored', { cause: error })],
  ['as a cause of a cause', (error) => new Error('a', { cause: new Error('b', { cause: error }) })],
  ['among others', (error) => new AggregateError([new Error('x'), error], 'all failed')],
  [
    'in the cause of one among others',
    (error) => new AggregateError([new Error('x', { cause: error })]),
  ],
  ['as a reason', (error) => ({ status: 'rejected', reason: error })],
];

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

function provider(cause: unknown): ProviderError {
  return new ProviderError('deepgram: a message is not JSON', {
    kind: 'stt',
    provider: 'deepgram',
    category: 'protocol',
    cause,
  });
}

function logging() {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { logger: pino(safePino(), stream), text: () => text };
}

describe.each(planted)('a log line with %s', (_what, make) => {
  it.each(wrapped)('holds no value when it is logged %s', (_how, wrap) => {
    const ways: ((logger: pino.Logger, error: object) => void)[] = [
      (logger, error) => logger.error(error),
      (logger, error) => logger.error({ err: error }, 'failed'),
      (logger, error) => logger.error({ err: error }),
      (logger, error) => logger.warn({ reason: error, context: 'Room' }, 'failed'),
      (logger, error) => logger.error({ failures: [{ error }] }, 'failed'),
      (logger, error) => logger.error({ context: 'Room' }, 'failed %o', error),
      (logger, error) => logger.child({ err: error }).error('failed'),
    ];
    for (const way of ways) {
      const error = wrap(make());
      // An object that is no error is the caller's own choice of attributes; thrown, it comes as somebody's cause.
      if (!(error instanceof Error)) continue;
      const { logger, text } = logging();
      way(logger, error);
      expect(text()).not.toBe('');
      expect(text()).not.toMatch(/PLUMTREE|pirate|SEALED|insert into/u);
    }
  });
});

describe(safePino, () => {
  const lineOf = (...args: [object, string?]) => {
    const { logger, text } = logging();
    logger.error(...args);
    return JSON.parse(text()) as Record<string, unknown> & { err: Record<string, unknown> };
  };

  it('keeps what tells a database error: its code, its names, its frames', () => {
    const { err, msg } = lineOf({ err: queryFailed('23505', DUPLICATE) });
    expect(err).toMatchObject({
      type: 'QueryFailedError',
      code: '23505',
      table: 'agents',
      constraint: 'agents_name_key',
    });
    expect(err['message']).toContain('agents_name_key');
    expect(err['stack']).toMatch(/^\s+at .*safe-pino\.spec/mu);
    expect(msg).toContain('duplicate key');
  });

  it("tells whose failure a provider's is, by kind, name and category", () => {
    const { err } = lineOf({ err: provider(undefined) }, 'failed');
    expect(err).toMatchObject({ room: 'stt', provider: 'deepgram', category: 'protocol' });
  });

  it('keeps the whole chain of what caused what', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', port: 5432 });
    const { err } = lineOf({ err: new Error('outer', { cause }) }, 'failed');
    expect(err).toMatchObject({
      message: 'outer',
      cause: { message: 'connect', code: 'ECONNREFUSED', port: 5432 },
    });
  });

  it('keeps attributes that are no errors as they are', () => {
    const attributes = { sessionId: 's', nested: { counts: [1, 2] }, at: new Date(0) };
    expect(lineOf(attributes, 'fine')).toMatchObject({
      ...attributes,
      at: attributes.at.toISOString(),
    });
  });

  it('ends with an error that causes itself', () => {
    const error = new Error('round');
    error.cause = error;
    expect(lineOf({ err: error })).toMatchObject({ msg: 'round' });
  });

  it('leaves out the lines that it is told to', () => {
    const { text } = logging();
    let written = '';
    const stream = new Writable({
      write: (chunk: Buffer, _e, done) => ((written += chunk.toString()), done()),
    });
    pino(
      safePino((about) => !('context' in about)),
      stream,
    ).info({ context: 'Wiring' }, 'mapped');
    expect(written + text()).toBe('');
  });
});
