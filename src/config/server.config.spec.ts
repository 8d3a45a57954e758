import { parseConfig } from './app-config';
import { asksWhoComes } from './asks-who-comes';

const KEY = 'sixteen or more characters';

function problems(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const asks = (environment: Record<string, string>) => asksWhoComes(parseConfig(environment));

describe('who comes is asked who they are', () => {
  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.20',
    '10.0.0.1',
    '100.64.0.1',
    'fe80::1',
    '::ffff:192.168.1.20',
    'voice.example.org',
    'localhost.example.org',
    '127.0.0.1.example.org',
  ])('at %s, with a key and without one, unless it is said that nobody need be', (HOST) => {
    expect(asks({ HOST })).toBe(true);
    expect(asks({ HOST, VOXBRIDGE_API_KEY: KEY })).toBe(true);
    expect(asks({ HOST, ALLOW_UNAUTHENTICATED: 'false' })).toBe(true);
    expect(asks({ HOST, ALLOW_UNAUTHENTICATED: 'true' })).toBe(false);
    expect(asks({ HOST, ALLOW_UNAUTHENTICATED: 'true', VOXBRIDGE_API_KEY: KEY })).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', '::1', '0:0:0:0:0:0:0:1', ''])(
    'not at %s, which only this machine reaches, unless there is a key or a provider',
    (HOST) => {
      expect(asks({ HOST })).toBe(false);
      expect(asks({ HOST, VOXBRIDGE_API_KEY: KEY })).toBe(true);
      expect(asks({ HOST, ...PROVIDER })).toBe(true);
    },
  );
});

const PROVIDER = {
  OIDC_ISSUER: 'https://id.example.org',
  OIDC_CLIENT_ID: 'voxbridge',
  PUBLIC_URL: 'https://voice.example.org/',
  OIDC_MEMBER_EMAIL_DOMAINS: '@Example.org',
};

describe('OIDC_ISSUER', () => {
  it('is a provider that this server is known at, and that lets somebody in', () => {
    expect(parseConfig(PROVIDER).login).toMatchObject({
      PUBLIC_URL: 'https://voice.example.org',
      OIDC_MEMBER_EMAIL_DOMAINS: ['example.org'],
      OIDC_SCOPES: 'openid profile email',
      OIDC_DEFAULT_ROLE: 'none',
    });
    for (const [name, value] of [
      ['OIDC_CLIENT_ID', ''],
      ['PUBLIC_URL', ''],
      ['OIDC_SCOPES', 'profile'],
      ['PUBLIC_URL', 'https://x.example/?a=b'],
      ['PUBLIC_URL', 'https://me:secret@x.example'],
      ['OIDC_ISSUER', 'ftp://x.example'],
      ['OIDC_MEMBER_EMAIL_DOMAINS', 'not a domain'],
    ] as const) {
      expect(problems({ ...PROVIDER, [name]: value })).toContain(`${name}: `);
    }
    expect(problems({ ...PROVIDER, OIDC_MEMBER_EMAIL_DOMAINS: '' })).toContain(
      'nobody could log in',
    );
    expect(problems({ ...PROVIDER, PUBLIC_URL: 'https://me:secret@x.example' })).not.toContain(
      'secret',
    );
  });
});

describe('ALLOWED_ORIGINS and ALLOWED_HOSTS', () => {
  it('are lists, with or without spaces', () => {
    const { server } = parseConfig({
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080/ ,HTTPS://C.example',
      ALLOWED_HOSTS: 'Voice.Example.org, *.b.example,c.example:8443',
    });
    expect(server.ALLOWED_ORIGINS).toEqual([
      'https://a.example',
      'http://b.example:8080',
      'https://c.example',
    ]);
    expect(server.ALLOWED_HOSTS).toEqual(['voice.example.org', '*.b.example', 'c.example']);
    expect(parseConfig({}).server).toMatchObject({ ALLOWED_ORIGINS: [], ALLOWED_HOSTS: [] });
  });

  it.each([
    ['ALLOWED_ORIGINS', 'voice.example.org'],
    ['ALLOWED_ORIGINS', 'https://voice.example.org/page'],
    ['ALLOWED_ORIGINS', 'https://good.example,*'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_HOSTS', 'https://voice.example.org'],
    ['ALLOWED_HOSTS', '*'],
    ['ALLOWED_HOSTS', '*.org'],
    ['ALLOWED_HOSTS', 'two words'],
  ])('%s: %s is refused by name', (name, value) => {
    expect(problems({ [name]: value })).toContain(`${name}: `);
  });
});
