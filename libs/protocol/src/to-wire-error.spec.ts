import {
  AgentUnavailableError,
  CapacityError,
  InvalidInputError,
  ProviderError,
} from '@vox/voice-core';
import { z } from 'zod';

import { toInvalidMessage, toWireError } from './to-wire-error';

describe('toWireError', () => {
  it.each([
    [
      new InvalidInputError('audio', 'odd'),
      { code: 'invalid_audio', message: 'audio: odd', field: 'audio' },
    ],
    [
      new InvalidInputError('sessionId', 'whose?'),
      { code: 'session_not_found', message: 'session_id: whose?', field: 'session_id' },
    ],
    [
      new InvalidInputError('agent_id', 'who?'),
      { code: 'agent_not_found', message: 'agent_id: who?', field: 'agent_id' },
    ],
    [
      new InvalidInputError('data.rtp_parameters', 'no codec'),
      {
        code: 'invalid_message',
        message: 'data.rtp_parameters: no codec',
        field: 'data.rtp_parameters',
      },
    ],
    [
      new AgentUnavailableError(),
      {
        code: 'agent_unavailable',
        message: 'The agent cannot be read from the database now. Try again in a moment.',
        field: 'agent_id',
      },
    ],
    [new CapacityError('full', 1000), { code: 'capacity', message: 'full' }],
    [
      new ProviderError('away', { kind: 'stt', provider: 'x', category: 'timeout' }),
      { code: 'stt_unavailable', message: 'away' },
    ],
    [
      new TypeError('/secret/path'),
      { code: 'internal_error', message: 'Something went wrong on the server.' },
    ],
  ])('says of %p what a client may know', (error, wire) => {
    expect(toWireError(error)).toEqual(wire);
  });
});

describe('toInvalidMessage', () => {
  it('names the first field that is wrong', () => {
    const schema = z.object({ data: z.object({ rate: z.literal(1) }) });
    const { error } = schema.safeParse({ data: { rate: 2 } });
    expect(toInvalidMessage(error as z.ZodError)).toMatchObject({
      code: 'invalid_message',
      field: 'data.rate',
      message: expect.stringContaining('data.rate: ') as unknown,
    });
  });

  it('names none when the message as a whole is wrong', () => {
    const { error } = z.object({}).safeParse(7);
    expect(toInvalidMessage(error as z.ZodError)).not.toHaveProperty('field');
  });
});
