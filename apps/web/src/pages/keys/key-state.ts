import type { Key } from './keys';

/** Whether it lets anybody in. */
export function stateOf(key: Key, now: Date): 'good' | 'revoked' | 'expired' {
  if (key.revoked_at !== null) return 'revoked';
  return key.expires_at !== null && new Date(key.expires_at) <= now ? 'expired' : 'good';
}
