import { isSpellingOf } from './issuers';

const HOME = 'https://id.example.org/realms/home';

describe(isSpellingOf, () => {
  it.each([
    [HOME, HOME],
    [HOME, `${HOME}/`],
    [`${HOME}/`, HOME],
    [HOME, 'https://ID.example.org:443/realms/home'],
    [HOME, `${HOME}/.well-known/openid-configuration`],
    [HOME, 'https://id.example.org/.well-known/oauth-authorization-server/realms/home'],
    ['https://id.example.org/', 'https://id.example.org'],
  ])('of %s is %s', (issuer, spelling) => {
    expect(isSpellingOf({ issuer }, spelling)).toBe(true);
  });

  it.each([
    [HOME, 'https://id.example.org/realms/Home'],
    [HOME, 'https://id.example.org'],
    [HOME, `${HOME}/more`],
    [HOME, 'http://id.example.org/realms/home'],
    [HOME, 'https://id.example.org:8443/realms/home'],
    [HOME, 'https://id.example.org.evil.example/realms/home'],
    [HOME, `${HOME}?tenant=2`],
    [HOME, ''],
    ['no address', 'No address'],
  ])('of %s is not %s', (issuer, spelling) => {
    expect(isSpellingOf({ issuer }, spelling)).toBe(false);
  });

  it('is what the setting says, where that stands for this provider alone', () => {
    const setting = 'https://tenant.b2clogin.com/tenant/policy/v2.0';
    const issuer = 'https://tenant.b2clogin.com/guid/v2.0/';
    expect(isSpellingOf({ issuer, setting }, setting)).toBe(true);
    expect(isSpellingOf({ issuer }, setting)).toBe(false);
  });
});
