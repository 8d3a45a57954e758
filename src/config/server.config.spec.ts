import { parseConfig } from './app-config';

const KEY = 'sixteen or more characters';

function problems(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('where the server may listen', () => {
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
  ])('is not %s without a key, and the message names both ways out', (HOST) => {
    const message = problems({ HOST });
    expect(message).toContain('HOST');
    expect(message).toContain('VOXBRIDGE_API_KEY');
    expect(message).toContain('ALLOW_UNAUTHENTICATED=true');
    expect(problems({ HOST, VOXBRIDGE_API_KEY: '' })).toBe(message);
    expect(problems({ HOST, ALLOW_UNAUTHENTICATED: 'false' })).toBe(message);
  });

  it.each(['0.0.0.0', '::', '192.168.1.20', 'voice.example.org'])(
    'is %s with a key, or where it is said that none is wanted',
    (HOST) => {
      expect(problems({ HOST, VOXBRIDGE_API_KEY: KEY })).toBe('');
      expect(problems({ HOST, ALLOW_UNAUTHENTICATED: 'true' })).toBe('');
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', '::1', '0:0:0:0:0:0:0:1', ''])(
    'is %s without anything: only this machine reaches it',
    (HOST) => {
      expect(problems({ HOST })).toBe('');
    },
  );
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
