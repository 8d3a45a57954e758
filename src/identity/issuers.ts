/** A provider of OpenID Connect whose tokens say who somebody is. */
export type Issuer = {
  /** As it names itself in its tokens (`iss`). */
  readonly issuer: string;
  /** `OIDC_ISSUER`, where whoever that leads to is this issuer alone: people may be stored by it. */
  readonly setting?: string | undefined;
};

/** Where a provider tells of itself (OpenID Connect Discovery §4, RFC 8414 §3). */
const WELL_KNOWN = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?=\/|$)/u;

/** Whether people who are stored by `spelling` are this provider's, and no other's. */
export function isSpellingOf({ issuer, setting }: Issuer, spelling: string): boolean {
  return spelling === issuer || spelling === setting || placeOf(spelling) === placeOf(issuer);
}

/** Of all that would tell of themselves at one address there is one: the host's case, its default port and the last slash tell none apart. */
function placeOf(issuer: string): string {
  if (!URL.canParse(issuer)) return issuer;
  const url = new URL(issuer);
  url.pathname = url.pathname.replace(WELL_KNOWN, '').replace(/\/$/u, '');
  return url.href;
}
