import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, in 43 characters that URLs and cookies take as they are. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the database has of a random secret. Nobody guesses 256 bits from their SHA-256, so nothing slower is needed; looked up by
 * it, a secret is compared by nobody.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
