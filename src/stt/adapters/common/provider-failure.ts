import { shapeFault, type SkippedMessages } from '@vox/outbound';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';
import type { z } from 'zod';

/** A failure of the recognition server `provider`. Its own words stay in `cause`: they may quote speech. */
export function sttFailure(
  provider: string,
  category: ProviderErrorCategory,
  message: string,
  details: { statusCode?: number; cause?: unknown } = {},
): ProviderError {
  return new ProviderError(`${provider}: ${message}`, {
    kind: 'stt',
    provider,
    category,
    ...details,
  });
}

/**
 * One JSON message of a server.
 * @throws ProviderError of category `protocol` when it is no JSON or not what `schema` expects.
 */
export function parseMessage<T>(schema: z.ZodType<T>, text: string, provider: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw sttFailure(provider, 'protocol', 'a message is not JSON', { cause });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw sttFailure(provider, 'protocol', 'a message has an unknown shape', { cause: result.error });
}

/** One JSON message of a connection; undefined, and counted as passed over, when it cannot be read. */
export function readMessage<T>(
  schema: z.ZodType<T>,
  text: string,
  skipped: SkippedMessages,
): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    skipped.unreadable('no JSON');
    return undefined;
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  skipped.unreadable(shapeFault(result.error));
  return undefined;
}
