import { z } from 'zod';

/**
 * An id that somebody sends us, in lower case, as PostgreSQL gives it back: one in capitals (Apple's `UUID().uuidString`) is the
 * same id, and is compared in memory with those of rows.
 */
export function givenId(): z.ZodUUID {
  return z.uuid().toLowerCase();
}
