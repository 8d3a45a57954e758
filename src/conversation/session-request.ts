import { randomUUID } from 'node:crypto';

import { givenId } from '@vox/protocol';
import { type ChannelType, InvalidInputError, type SessionOpener } from '@vox/voice-core';

const idSchema = givenId();

export type SessionRequest = {
  readonly sessionId?: string;
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
  readonly channel: ChannelType;
  /** Absent: the server itself. */
  readonly opener?: SessionOpener;
};

/** The request with its ids as rows have them, and a new one where it names none. @throws InvalidInputError naming the field. */
export function checkRequest(
  request: SessionRequest,
): SessionRequest & { readonly sessionId: string } {
  const sessionId = checkId('session_id', request.sessionId ?? randomUUID());
  const { agentId } = request;
  const named = agentId === undefined ? {} : { agentId: checkId('agent_id', agentId) };
  if (request.userId.length < 1 || request.userId.length > 255) {
    throw new InvalidInputError('user_id', 'must have 1 to 255 characters');
  }
  return { ...request, ...named, sessionId };
}

/** @returns the id as rows have it. @throws InvalidInputError naming the field */
export function checkId(field: string, value: string): string {
  const id = idSchema.safeParse(value);
  if (!id.success) throw new InvalidInputError(field, 'must be a UUID');
  return id.data;
}

export function isUuid(value: string): boolean {
  return idSchema.safeParse(value).success;
}
