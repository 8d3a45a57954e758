import { toInvalidMessage, type WireError } from '@vox/protocol';
import type { z } from 'zod';

export type ReadMessage<T> =
  | { readonly isValid: true; readonly message: T }
  | { readonly isValid: false; readonly error: WireError; readonly raw: unknown };

/** Reads one JSON text frame by its schema. Never throws: any text at all may arrive. */
export function readMessage<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): ReadMessage<z.output<Schema>> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    const error = {
      code: 'invalid_message',
      message: 'a text frame is one JSON object: {"event": "…", "data": {…}}',
    } as const;
    return { isValid: false, error, raw: undefined };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { isValid: true, message: parsed.data };
  return { isValid: false, error: toInvalidMessage(parsed.error), raw };
}
