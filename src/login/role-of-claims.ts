import type { StoredRole } from '@vox/database';

import type { AppConfig } from '../config';
import type { Claims } from './openid-provider';

/**
 * What somebody is by what the provider says of them, the most of it that applies; undefined: they are not let in.
 *
 * An e-mail address counts only where the provider says that it has verified it (OpenID Connect Core §5.7).
 */
export function roleOfClaims(
  claims: Claims,
  login: AppConfig['login'],
): Exclude<StoredRole, 'owner'> | undefined {
  const groups = new Set(groupsIn(claims, login.OIDC_GROUPS_CLAIM));
  const isIn = (names: readonly string[]) => names.some((name) => groups.has(name));
  if (isIn(login.OIDC_ADMIN_GROUPS)) return 'admin';
  const domain = verifiedEmail(claims)?.split('@').at(-1);
  const isOfDomain = domain !== undefined && login.OIDC_MEMBER_EMAIL_DOMAINS.includes(domain);
  if (isOfDomain || isIn(login.OIDC_MEMBER_GROUPS)) return 'member';
  const { OIDC_DEFAULT_ROLE: others } = login;
  if (others === 'member') return 'member';
  return others === 'guest' || isIn(login.OIDC_GUEST_GROUPS) ? 'guest' : undefined;
}

/** In lower case; undefined where the provider does not vouch for one. */
export function verifiedEmail({ email, email_verified: isVerified }: Claims): string | undefined {
  return typeof email === 'string' && isVerified === true ? email.toLowerCase() : undefined;
}

/** @param path The claim's name; where there is none of it, names from claim to claim, with dots between them. */
function groupsIn(claims: Claims, path: string): string[] {
  const value =
    claims[path] ?? path.split('.').reduce<unknown>((at, name) => fieldOf(at, name), claims);
  return [value].flat().filter((group): group is string => typeof group === 'string');
}

function fieldOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}
