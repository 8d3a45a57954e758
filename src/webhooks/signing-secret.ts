import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/u;
const MADE_BYTES = 32;

/** A secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
export function isSigningSecret(text: string): boolean {
  const body = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  const { length } = Buffer.from(body, 'base64');
  return BASE64.test(body) && length >= 24 && length <= 64;
}

export function makeSigningSecret(): string {
  return `${PREFIX}${randomBytes(MADE_BYTES).toString('base64')}`;
}

/**
 * The headers that say whose a message is and when it was sent, so that a receiver can tell ours from others' and old
 * ones from new ones.
 *
 * @param messageId The same with each attempt; a receiver that has seen it need not look again.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  secret: string,
  messageId: string,
  sentAtMs: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(sentAtMs / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${messageId}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
