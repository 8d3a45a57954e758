import {
  AgentUnavailableError,
  CapacityError,
  InvalidInputError,
  LimitReachedError,
  ProviderError,
} from '@vox/voice-core';
import type { ZodError } from 'zod';

import type { ErrorCode } from './events';

/** The body of an `error` event and of a refused request. `message` is for people. */
export type WireError = { code: ErrorCode; message: string; field?: string };

const CODE_OF_FIELD: Readonly<Record<string, ErrorCode>> = {
  audio: 'invalid_audio',
  invite: 'unauthorized',
  token: 'unauthorized',
  session_id: 'session_not_found',
  agent_id: 'agent_not_found',
};

/** What a client is told about `error`: nothing of the inside where the fault is ours. */
export function toWireError(error: unknown): WireError {
  if (error instanceof InvalidInputError) {
    const field = error.field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const name = field.split('.').at(-1) ?? field;
    return {
      code: CODE_OF_FIELD[name] ?? 'invalid_message',
      message: `${field}: ${error.message}`,
      field,
    };
  }
  if (error instanceof CapacityError) return { code: 'capacity', message: error.message };
  if (error instanceof LimitReachedError) return { code: 'cap_reached', message: error.message };
  if (error instanceof AgentUnavailableError) {
    return { code: 'agent_unavailable', message: error.message, field: 'agent_id' };
  }
  if (error instanceof ProviderError) {
    return { code: `${error.kind}_unavailable`, message: error.message };
  }
  return { code: 'internal_error', message: 'Something went wrong on the server.' };
}

/** What a client is told about a message that does not fit its schema: the first fault, with its field. */
export function toInvalidMessage(error: ZodError): WireError {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const reason = issue?.message ?? 'not a valid message';
  return field === ''
    ? { code: 'invalid_message', message: reason }
    : { code: 'invalid_message', message: `${field}: ${reason}`, field };
}
