import { CapacityError, InvalidInputError, ProviderError } from '@vox/voice-core';

import { FailureLog } from './failure-log';

type Line = { level: string; message: string } & Record<string, unknown>;

function noting() {
  const lines: Line[] = [];
  const note = (level: string) => (attributes: object, message: string) =>
    void lines.push({ level, message, ...attributes });
  return { lines, logger: { error: note('error'), warn: note('warn'), log: note('log') } };
}

const refused = (provider: string) =>
  new ProviderError(`${provider} failed: 401 invalid_api_key`, {
    kind: 'llm',
    provider,
    category: 'authentication',
    statusCode: 401,
    cause: new Error('own words'),
  });

const WHAT = 'An answer failed';

describe(FailureLog, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("tells a provider's failure by whose turn it was, provider, category and status", () => {
    const { lines, logger } = noting();
    new FailureLog(logger).report(refused('openai'), WHAT, { sessionId: 's', turnId: 't' });
    expect(lines).toEqual([
      {
        level: 'error',
        message: WHAT,
        sessionId: 's',
        turnId: 't',
        room: 'llm',
        provider: 'openai',
        category: 'authentication',
        statusCode: 401,
        reason: 'openai failed: 401 invalid_api_key',
      },
    ]);
  });

  it('tells our own fault with the error, which brings its stack', () => {
    const { lines, logger } = noting();
    const bug = new TypeError('x is undefined');
    new FailureLog(logger).report(bug, WHAT);
    expect(lines).toEqual([{ level: 'error', message: WHAT, category: 'internal', err: bug }]);
  });

  it('takes what a client did wrong for no fault of ours, and names the field only', () => {
    const { lines, logger } = noting();
    const log = new FailureLog(logger);
    log.report(new InvalidInputError('invite', 'is not valid: PLUMTREE'), WHAT);
    log.report(new CapacityError('full', 1), WHAT);
    expect(lines.map(({ level, category }) => [level, category])).toEqual([
      ['log', 'invalid-input'],
      ['warn', 'capacity'],
    ]);
    expect(JSON.stringify(lines)).not.toContain('PLUMTREE');
  });

  it("tells a failure that a room knows by the room's own category, without a stack", () => {
    const { lines, logger } = noting();
    new FailureLog(logger).report(new Error('recv: DTLS failed'), WHAT, {}, 'media_failed');
    expect(lines).toEqual([
      { level: 'warn', message: WHAT, category: 'media_failed', reason: 'recv: DTLS failed' },
    ]);
  });

  it('counts a flood of what clients did wrong as no failure of the server', () => {
    const { lines, logger } = noting();
    const log = new FailureLog(logger, { linesPerWindow: 1, windowMs: 60_000 });
    for (let n = 0; n < 3; n++) log.report(new InvalidInputError('session_id', 'x'), WHAT);
    jest.advanceTimersByTime(60_000);
    expect(lines).toMatchObject([{ level: 'log' }, { level: 'log', unlogged: 2 }]);
  });

  it('counts a flood of one provider, and keeps telling of the others', () => {
    const { lines, logger } = noting();
    const log = new FailureLog(logger, { linesPerWindow: 3, windowMs: 60_000 });
    for (let n = 0; n < 100; n++) log.report(refused('openai'), WHAT);
    log.report(refused('anthropic'), WHAT);
    expect(lines).toHaveLength(4);
    jest.advanceTimersByTime(60_000);
    expect(lines.at(-1)).toMatchObject({ source: 'llm: openai', unlogged: 97, withinMs: 60_000 });
    log.report(refused('openai'), WHAT);
    expect(lines.at(-1)).toMatchObject({ provider: 'openai' });
  });

  it('says nothing more of a kind that fitted into its minute', () => {
    const { lines, logger } = noting();
    new FailureLog(logger).report(refused('openai'), WHAT);
    jest.advanceTimersByTime(120_000);
    expect(lines).toHaveLength(1);
  });
});
