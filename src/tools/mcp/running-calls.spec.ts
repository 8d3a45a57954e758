import {
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { VirtualClock } from '@vox/testing';
import { InvalidInputError } from '@vox/voice-core';

import { RunningCalls } from './running-calls';

type Call = { readonly id: number };

describe(RunningCalls.name, () => {
  let clock: VirtualClock;
  let calls: RunningCalls<Call>;
  beforeEach(() => {
    clock = new VirtualClock();
    calls = new RunningCalls(clock);
  });

  /** Whom a server asks for that has nothing but one call, which it does not name. */
  async function askedFor(call: Call): Promise<Call | undefined> {
    const over = Promise.withResolvers<void>();
    const running = calls.run(call, () => over.promise);
    const asked = calls.asking;
    over.resolve();
    await running;
    return asked;
  }
  const failed = (error: unknown) =>
    expect(calls.run({ id: 1 }, () => Promise.reject(error as Error))).rejects.toBe(error);

  it('is asked for where it is the only one', async () => {
    const call = { id: 2 };
    expect(await askedFor(call)).toBe(call);
    const over = Promise.withResolvers<void>();
    const other = calls.run({ id: 3 }, () => over.promise);
    expect(await askedFor(call)).toBeUndefined();
    over.resolve();
    await other;
  });

  it.each([
    ['the tool has failed', new ProtocolError(ProtocolErrorCode.InvalidParams, 'no such tool')],
    ['its result cannot be read', new SdkError(SdkErrorCode.InvalidResult, 'not as told')],
    ['it cannot do that', new SdkError(SdkErrorCode.CapabilityNotSupported, 'no tools')],
    ['its address is private', new InvalidInputError('url', 'is private')],
    ['it has closed the connection', new SdkError(SdkErrorCode.ConnectionClosed, 'closed')],
    ['there is no connection', new SdkError(SdkErrorCode.NotConnected, 'none')],
    [
      'it has forgotten the session',
      new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, 'gone', { status: 404 }),
    ],
  ])('is asked for after another one that is over: %s', async (_what, error) => {
    await failed(error);
    const call = { id: 2 };
    expect(await askedFor(call)).toBe(call);
  });

  it('is not asked for while one that was given up may be meant', async () => {
    const call = { id: 2 };
    await failed(new DOMException('given up', 'AbortError'));
    expect(await askedFor(call)).toBeUndefined();
    await failed(new SdkError(SdkErrorCode.RequestTimeout, 'late'));
    expect(await askedFor(call)).toBeUndefined();
    await clock.advance(600_000);
    expect(await askedFor(call)).toBe(call);
  });
});
