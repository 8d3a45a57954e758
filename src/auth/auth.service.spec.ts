import type { IncomingMessage } from 'node:http';

import { SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { Identities } from '../identity';
import { Limits } from '../limits';
import { AuthService } from './auth.service';
import { LoginCookies } from './login-cookies';

const KEY = 'sixteen or more characters';

function trusts(
  environment: Record<string, string>,
  headers: Record<string, string>,
): { readonly isTrusted: boolean; readonly refusal: string | undefined } {
  const config = parseConfig(environment);
  const clock = new SystemClock();
  const identities = new Identities(config, {} as never, {} as never, {} as never, clock);
  const auth = new AuthService(
    config,
    new Limits(config, clock),
    identities,
    {} as never,
    new LoginCookies(config),
  );
  const request = { headers, url: '/' } as unknown as IncomingMessage;
  return { isTrusted: auth.isTrustedSource(request), refusal: auth.refusalOf(request) };
}

const servers: Record<string, Record<string, string>> = {
  'on loopback without a key': {},
  'on loopback with a key': { VOXBRIDGE_API_KEY: KEY },
  'on every address with a key': { HOST: '0.0.0.0', VOXBRIDGE_API_KEY: KEY },
  'on IPv6 with a key': { HOST: '::', VOXBRIDGE_API_KEY: KEY },
  'open to everybody': { HOST: '0.0.0.0', ALLOW_UNAUTHENTICATED: 'true' },
};

describe.each(Object.entries(servers))('a server %s', (_what, environment) => {
  it.each([
    'evil.example:4900',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4900',
    'evil.example.',
    '',
    ' ',
    'a b',
    'user@localhost',
  ])('does not answer to the rebound name "%s", nor to its page', (host) => {
    expect(trusts(environment, { host }).isTrusted).toBe(false);
    const { isTrusted, refusal } = trusts(environment, { host, origin: `http://${host}` });
    expect(isTrusted).toBe(false);
    expect(refusal).toContain('ALLOWED_HOSTS');
  });

  it.each([
    'localhost:4900',
    'LOCALHOST',
    'localhost.',
    'app.localhost:4900',
    '127.0.0.1:4900',
    '192.168.1.20:4900',
    '[::1]:4900',
    '[fd00::1]',
  ])('answers to %s, which cannot be rebound, and to its own page there', (host) => {
    expect(trusts(environment, { host }).isTrusted).toBe(true);
    expect(trusts(environment, { host, origin: `http://${host}` }).isTrusted).toBe(true);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://', 'x'])(
    'does not serve a page of %s',
    (origin) => {
      const { isTrusted, refusal } = trusts(environment, { host: '127.0.0.1:4900', origin });
      expect(isTrusted).toBe(false);
      expect(refusal).toContain('ALLOWED_ORIGINS');
    },
  );

  it('answers to the names that it is given, in whatever variable', () => {
    for (const given of [
      { ALLOWED_HOSTS: 'x.example, voice.example.org' },
      { ALLOWED_HOSTS: '*.example.org' },
      { ALLOWED_ORIGINS: 'https://voice.example.org' },
      { WEBRTC_ANNOUNCED_ADDRESS: 'Voice.example.org' },
    ]) {
      const host = 'voice.example.org';
      const origin = `https://${host}`;
      expect(trusts({ ...environment, ...given }, { host, origin }).isTrusted).toBe(true);
      expect(trusts({ ...environment, ...given }, { host: 'other.example' }).isTrusted).toBe(false);
      expect(trusts({ ...environment, ...given }, { host: `${host}:443`, origin }).isTrusted).toBe(
        true,
      );
    }
  });

  it('serves pages of an allowed origin, by whatever name they know the server', () => {
    const given = { ...environment, ALLOWED_ORIGINS: 'https://app.example, http://b.example:81/' };
    for (const origin of ['https://app.example', 'http://b.example:81']) {
      expect(trusts(given, { host: 'any.example', origin }).isTrusted).toBe(true);
    }
    const origin = 'https://app.example:8443';
    expect(trusts(given, { host: '127.0.0.1', origin }).isTrusted).toBe(false);
  });
});

describe('names of the local network', () => {
  it.each(['server:4900', 'voxbridge', 'nas.local', 'vox.internal:4900', 'vox.home.arpa'])(
    '%s is known to a server with a key, as containers and neighbours use it',
    (host) => {
      expect(trusts({ VOXBRIDGE_API_KEY: KEY, HOST: '0.0.0.0' }, { host }).isTrusted).toBe(true);
      expect(trusts({}, { host }).isTrusted).toBe(false);
    },
  );
});
