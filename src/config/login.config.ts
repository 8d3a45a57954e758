import { choice, env, integer, list, text } from '@vox/environment';
import { z } from 'zod';

/** A fortnight. */
const LONGEST_LOGIN_H = 14 * 24;
const YEAR_H = 366 * 24;

const DOMAIN = /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u;

export const loginSchema = z
  .object({
    PUBLIC_URL: env(
      webAddress()
        .transform((value) => value.replace(/\/+$/u, ''))
        .optional(),
    ).describe(
      'Where people reach the server (https://voice.example.org). Log-in comes back there: register PUBLIC_URL/auth/callback at the provider. With https, cookies are sent over TLS alone.',
    ),
    OIDC_ISSUER: env(webAddress().optional()).describe(
      'Provider of OpenID Connect where people log in (https://id.example.org/realms/home). In a private network, OUTBOUND_ALLOWED_HOSTS has to have it.',
    ),
    OIDC_CLIENT_ID: env(text().optional()).describe('By which the provider knows this server.'),
    OIDC_CLIENT_SECRET: env(text().optional()).describe(
      'When absent, this server is a public client; PKCE is used in either case.',
    ),
    OIDC_SCOPES: env(
      text()
        .refine((given) => given.split(/\s+/u).includes('openid'), 'must have openid among them')
        .default('openid profile email'),
    ).describe(
      'What the provider is asked for, between blanks. Claims of groups may need one of their own.',
    ),
    OIDC_GROUPS_CLAIM: env(text().default('groups')).describe(
      "Claim that has somebody's groups, a text or a list of them; a dot leads into it (realm_access.roles).",
    ),
    OIDC_ADMIN_GROUPS: env(list(name)).describe('Comma-separated groups whose people are admins.'),
    OIDC_MEMBER_GROUPS: env(list(name)).describe(
      'Comma-separated groups whose people talk, and see what was said.',
    ),
    OIDC_GUEST_GROUPS: env(list(name)).describe('Comma-separated groups whose people only talk.'),
    OIDC_MEMBER_EMAIL_DOMAINS: env(list(domain)).describe(
      'Comma-separated domains (example.org): who has an e-mail address there, which the provider has verified, is a member.',
    ),
    OIDC_DEFAULT_ROLE: env(choice(['none', 'guest', 'member']).default('none')).describe(
      'What everybody else of the provider is. none: they are refused.',
    ),
    LOGIN_IDLE_HOURS: env(integer(1, YEAR_H).default(72)).describe(
      'A log-in that is not used for so long has ended.',
    ),
    LOGIN_MAX_HOURS: env(integer(1, YEAR_H).default(LONGEST_LOGIN_H)).describe(
      'A log-in ends after so long, however much it is used.',
    ),
  })
  .superRefine((login, context) => {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL } = login;
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (OIDC_ISSUER === undefined) return;
    if (OIDC_CLIENT_ID === undefined) missing('OIDC_CLIENT_ID', 'is needed with OIDC_ISSUER');
    if (PUBLIC_URL === undefined) {
      missing('PUBLIC_URL', 'is needed with OIDC_ISSUER: log-in comes back there');
    }
    if (!letsAnybodyIn(login)) {
      missing(
        'OIDC_ISSUER',
        'nobody could log in: say who may with OIDC_ADMIN_GROUPS, OIDC_MEMBER_GROUPS, OIDC_GUEST_GROUPS, OIDC_MEMBER_EMAIL_DOMAINS or OIDC_DEFAULT_ROLE',
      );
    }
  });

type Admitting = {
  readonly [
    List in
      'OIDC_ADMIN_GROUPS' | 'OIDC_MEMBER_GROUPS' | 'OIDC_GUEST_GROUPS' | 'OIDC_MEMBER_EMAIL_DOMAINS'
  ]: readonly string[];
} & { readonly OIDC_DEFAULT_ROLE: string };

function letsAnybodyIn(login: Admitting): boolean {
  const { OIDC_ADMIN_GROUPS, OIDC_MEMBER_GROUPS, OIDC_GUEST_GROUPS } = login;
  const lists = [OIDC_ADMIN_GROUPS, OIDC_MEMBER_GROUPS, OIDC_GUEST_GROUPS];
  return (
    login.OIDC_DEFAULT_ROLE !== 'none' ||
    [...lists, login.OIDC_MEMBER_EMAIL_DOMAINS].some(({ length }) => length > 0)
  );
}

/** Without what no such address has: credentials, a query, a fragment. */
function webAddress() {
  const message = 'must be a URL that starts with https:// or http://, without query and password';
  return z.string().trim().refine(isWebAddress, message);
}

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, search, hash, username, password } = new URL(value);
  const extra = search + hash + username + password;
  return (protocol === 'https:' || protocol === 'http:') && extra === '';
}

function name(value: string): string {
  return value;
}

function domain(value: string): string | undefined {
  const lower = value.toLowerCase().replace(/^@/u, '');
  return DOMAIN.test(lower) ? lower : undefined;
}
