import { parseConfig } from '../config';
import { roleOfClaims } from './role-of-claims';

const PROVIDER = {
  OIDC_ISSUER: 'https://id.example.org',
  OIDC_CLIENT_ID: 'voxbridge',
  PUBLIC_URL: 'https://voice.example.org',
  OIDC_ADMIN_GROUPS: 'staff, operators',
};

const roleOf = (claims: object, variables: Record<string, string> = {}) =>
  roleOfClaims({ sub: 'ann', ...claims }, parseConfig({ ...PROVIDER, ...variables }).login);

describe(roleOfClaims, () => {
  it('is none for who is in none of the groups, whatever else is said of them', () => {
    expect(roleOf({})).toBeUndefined();
    expect(
      roleOf({ groups: ['Staff', 'others'], roles: ['staff'], email: 'a@staff' }),
    ).toBeUndefined();
    expect(roleOf({ groups: { staff: true } })).toBeUndefined();
  });

  it('is the most that a group of OIDC_ADMIN_GROUPS, OIDC_MEMBER_GROUPS or OIDC_GUEST_GROUPS gives', () => {
    const groups = { OIDC_MEMBER_GROUPS: 'family', OIDC_GUEST_GROUPS: 'friends' };
    expect(roleOf({ groups: ['friends', 'family', 'operators'] }, groups)).toBe('admin');
    expect(roleOf({ groups: ['friends', 'family'] }, groups)).toBe('member');
    expect(roleOf({ groups: 'friends' }, groups)).toBe('guest');
  });

  it('reads OIDC_GROUPS_CLAIM, by its name or by the way that leads to it', () => {
    const nested = { realm_access: { roles: ['staff'] } };
    expect(roleOf(nested, { OIDC_GROUPS_CLAIM: 'realm_access.roles' })).toBe('admin');
    expect(
      roleOf(
        { 'https://x.example/roles': ['staff'] },
        { OIDC_GROUPS_CLAIM: 'https://x.example/roles' },
      ),
    ).toBe('admin');
    expect(roleOf({}, { OIDC_GROUPS_CLAIM: 'constructor.name' })).toBeUndefined();
  });

  it('is member for an address of OIDC_MEMBER_EMAIL_DOMAINS that the provider has verified, and no other', () => {
    const domains = { OIDC_MEMBER_EMAIL_DOMAINS: 'example.org' };
    expect(roleOf({ email: 'Ann@Example.org', email_verified: true }, domains)).toBe('member');
    for (const claims of [
      { email: 'ann@example.org' },
      { email: 'ann@example.org', email_verified: false },
      { email: 'ann@example.org', email_verified: 'true' },
      { email: 'ann@sub.example.org', email_verified: true },
      { email: 'ann@example.org.evil.example', email_verified: true },
      { email: 'ann@example.org@evil.example', email_verified: true },
    ]) {
      expect(roleOf(claims, domains)).toBeUndefined();
    }
  });

  it.each(['guest', 'member'] as const)('is OIDC_DEFAULT_ROLE=%s for everybody else', (role) => {
    expect(roleOf({}, { OIDC_DEFAULT_ROLE: role })).toBe(role);
    expect(roleOf({ groups: ['staff'] }, { OIDC_DEFAULT_ROLE: role })).toBe('admin');
  });
});
