import { z } from 'zod';

/** NUL, and half a surrogate pair: PostgreSQL takes neither, in `text` or in `jsonb` (its docs, §8.3 and §8.14). */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** `schema`, refusing text that the database cannot hold; for schemas of text that `text()` is not. */
export function storable<Schema extends z.ZodType<string, string>>(schema: Schema): Schema {
  return schema.refine((text) => !UNSTORABLE.test(text), {
    error: 'holds a NUL character or half of a character (a lone surrogate)',
    // The other faults of a text are told first.
    abort: true,
  });
}

/** Text that somebody sends us: refused by the name of its field where the database could not hold it. */
export function text(error?: string): z.ZodString {
  return storable(z.string(error));
}

/**
 * `text` as the database can hold it: NUL is dropped, half a character becomes U+FFFD. For what nobody can be asked to send
 * again: words of models and recognizers, names in Discord.
 */
export function repairText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** As `repairText`, for payloads. */
export const repairedText = z.string().transform(repairText);
