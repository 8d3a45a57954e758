import { isDeepStrictEqual } from 'node:util';

import type { Json } from './json-text';

/** Fields that tell one request from all others. */
const MARKS = ['turnId', 'sessionId', 'timestamp', 'chatInput', 'conversationHistory'] as const;

/** So many of them are no accident: the workflow gave its request back. */
const MARKS_OF_AN_ECHO = 2;

/**
 * `fields` without those in which a workflow gives its own request back unchanged: an item that was passed through holds
 * the user's words as `text`. Something that only looks alike in one field is left as it is.
 */
export function notRequested(fields: Json, request: Json | undefined): Json {
  if (request === undefined) return fields;
  const isSame = (key: string) => key in request && isDeepStrictEqual(fields[key], request[key]);
  if (MARKS.filter((key) => key in fields && isSame(key)).length < MARKS_OF_AN_ECHO) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !isSame(key)));
}
