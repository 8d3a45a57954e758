import { randomUUID } from 'node:crypto';

import { type ChannelType, InvalidInputError, type SessionOpener } from '@vox/voice-core';
import { z } from 'zod';

const uuidSchema = z.uuid();

export type SessionRequest = {
  readonly sessionId?: string;
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
  readonly channel: ChannelType;
  /** Absent: the server itself. */
  readonly opener?: SessionOpener;
};

/** The request with an id, a new one where it names none. @throws InvalidInputError naming the field. */
export function checkRequest(
  request: SessionRequest,
): SessionRequest & { readonly sessionId: string } {
  const sessionId = request.sessionId ?? randomUUID();
  checkId('session_id', sessionId);
  if (request.agentId !== undefined) checkId('agent_id', request.agentId);
  if (request.userId.length < 1 || request.userId.length > 255) {
    throw new InvalidInputError('user_id', 'must have 1 to 255 characters');
  }
  return { ...request, sessionId };
}

export function checkId(field: string, value: string): void {
  if (!isUuid(value)) throw new InvalidInputError(field, 'must be a UUID');
}

export function isUuid(value: string): boolean {
  return uuidSchema.safeParse(value).success;
}
