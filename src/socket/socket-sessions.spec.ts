import { Logger } from '@nestjs/common';
import {
  CapacityError,
  InvalidInputError,
  LimitReachedError,
  ProviderError,
  type VoiceEvent,
} from '@vox/voice-core';

import { memoryConsents } from '../../test/support/memory-consents';
import type { VoiceService } from '../voice';
import type { ClientSocket } from './client-socket';
import { SocketSessions } from './socket-sessions';

const SECRET = 'PLUMTREE';

class MediaGoneError extends Error {}

const failures: [string, Error, string, object][] = [
  [
    'a provider',
    new ProviderError('openai: 401', {
      kind: 'llm',
      provider: 'openai',
      category: 'authentication',
      statusCode: 401,
    }),
    'llm_unavailable',
    { room: 'llm', provider: 'openai', category: 'authentication', statusCode: 401 },
  ],
  [
    'an invite',
    new InvalidInputError('invite', `is not valid: ${SECRET}`),
    'unauthorized',
    { category: 'invalid-input', field: 'invite' },
  ],
  [
    'another’s session',
    new InvalidInputError('session_id', 'is not yours'),
    'session_not_found',
    { field: 'session_id' },
  ],
  ['a full server', new CapacityError('full', 5), 'capacity', { category: 'capacity' }],
  [
    'a limit that is reached',
    new LimitReachedError({ scope: 'day', unit: 'usd', limit: 5, spent: 5.1 }),
    'cap_reached',
    { category: 'limit', scope: 'day', unit: 'usd' },
  ],
  [
    'something of ours',
    new TypeError('x is undefined'),
    'internal_error',
    { category: 'internal', err: expect.any(TypeError) as unknown },
  ],
];

describe(SocketSessions, () => {
  const lines: [Record<string, unknown>, string][] = [];
  beforeEach(() => {
    lines.length = 0;
    const note = (...line: unknown[]) => void lines.push(line as [Record<string, unknown>, string]);
    Logger.overrideLogger({ log: note, warn: note, error: note });
  });
  afterAll(() => Logger.overrideLogger(false));

  function sessions(converse?: () => AsyncGenerator<VoiceEvent, void, void>) {
    return new SocketSessions(
      { converse } as unknown as VoiceService,
      undefined as never,
      undefined as never,
      undefined as never,
      undefined as never,
      undefined as never,
      undefined as never,
    );
  }

  it.each(failures)('tells client and operator of a failure of %s', (_what, error, code, line) => {
    expect(sessions().report(error, 's-1')).toMatchObject({ code });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.[0]).toMatchObject({ ...line, sessionId: 's-1', code });
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it("tells of a failure that only the channel knows under the channel's own code", () => {
    const own = { code: 'media_failed', message: 'Audio cannot flow.' } as const;
    expect(sessions().report(new MediaGoneError('the worker ended'), undefined, own)).toBe(own);
    expect(lines[0]?.[0]).toMatchObject({ category: 'media_failed', reason: 'the worker ended' });
  });

  it.each(failures)('logs what ends a session that runs: %s', async (_what, error, code, line) => {
    const told: unknown[] = [];
    const socket = {
      send: () => undefined,
      sendError: (wire: unknown) => told.push(wire),
      close: () => undefined,
    } as unknown as ClientSocket;
    const room = sessions(async function* () {
      await Promise.resolve();
      throw error;
    });
    const info = { sessionId: 's-2', userId: 'u' } as never;
    const slot = { release: () => undefined };
    const who = { sessionId: 's-2', ownerId: null, person: 'u', isOwn: true };
    const seat = await memoryConsents().enter({ ...who, door: 'websocket' });
    await room.run({ info, slot, seat }, { signal: new AbortController().signal } as never, socket);
    expect(told).toMatchObject([{ code }]);
    expect(lines[0]?.[0]).toMatchObject({ ...line, sessionId: 's-2' });
  });
});
