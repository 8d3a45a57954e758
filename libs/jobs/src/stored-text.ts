import { z } from 'zod';

/**
 * Text that PostgreSQL can hold, as `text` and inside `jsonb`: NUL is dropped and half a surrogate pair
 * becomes U+FFFD, because both make the statement fail for ever.
 */
export const storedTextSchema = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD'));
