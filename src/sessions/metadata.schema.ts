import { repairText } from '@vox/protocol';
import { z } from 'zod';

const MAX_BYTES = 16 * 1024;

/** Deeper is nobody's data, and more than a database reads. */
const MAX_DEPTH = 20;

/** What a client keeps with a session: an object of its own, as it is sent. Its size is that of its JSON in UTF-8. */
export const metadataSchema = z
  .custom<Record<string, unknown>>(isObject, { error: 'must be an object', abort: true })
  .superRefine((metadata, context) => {
    if (depthOf(metadata) > MAX_DEPTH) {
      context.addIssue(`must not be nested deeper than ${MAX_DEPTH}`);
      return;
    }
    if (Buffer.byteLength(JSON.stringify(metadata)) > MAX_BYTES) {
      context.addIssue(`must not have more than ${MAX_BYTES} bytes of JSON`);
    }
    if (!textsOf(metadata).every((text) => repairText(text) === text)) {
      context.addIssue('holds a NUL character or half of a character (a lone surrogate)');
    }
  })
  .meta({ type: 'object' });

function isObject(value: unknown): boolean {
  return isNode(value) && !Array.isArray(value);
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Walked level by level: what is nested thousands deep must not overflow the stack. */
function depthOf(value: object): number {
  let depth = 0;
  for (let level: object[] = [value]; level.length > 0; depth++) {
    level = level.flatMap((item) => Object.values(item) as unknown[]).filter(isNode);
    if (depth > MAX_DEPTH) break;
  }
  return depth;
}

/** Its keys and its strings, wherever they are. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}
