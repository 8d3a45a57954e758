import { isHeaderName, isHeaderValue } from '@vox/outbound';
import { text } from '@vox/protocol';
import { z } from 'zod';

const MAX_HEADERS = 20;
/** What the server itself says of a request. */
const OURS = /^(?:x-voxbridge-.*|idempotency-key)$/iu;

const headerName = text()
  .max(100)
  .refine((name) => isHeaderName(name), 'is no name of a header that may be set')
  .refine((name) => !OURS.test(name), 'is a header of the server itself');
const headerValue = text()
  .max(2000)
  .refine((value) => isHeaderValue(value), 'has a character that no header can carry');
/** What an admin has sent with each request. */
export const requestHeaders = z
  .record(headerName, headerValue)
  .refine((given) => Object.keys(given).length <= MAX_HEADERS, `must be ${MAX_HEADERS} at most`)
  .refine(
    (given) =>
      new Set(Object.keys(given).map((name) => name.toLowerCase())).size ===
      Object.keys(given).length,
    'has one name twice',
  );
