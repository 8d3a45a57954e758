import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { ConfigError } from '@vox/voice-core';

/** libpq's modes, and the one that `pg` adds: encrypted, never verified. */
const MODES = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
] as const;
export type SslMode = (typeof MODES)[number];

/** Where libpq looks for authorities when no `sslrootcert` is given. */
const HOME_AUTHORITIES = path.join(homedir(), '.postgresql', 'root.crt');

/** What stands in a URL for the driver, and is ours to translate. */
const PARAMETERS = [
  'sslmode',
  'ssl',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'uselibpqcompat',
] as const;

/** What of TLS a connection says. */
type Tls = {
  readonly rejectUnauthorized?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly checkServerIdentity?: () => undefined;
};

/** A connection as `pg` takes it: the URL says nothing of encryption, `ssl` says all. */
export type PostgresConnection = {
  readonly connectionString: string;
  readonly ssl: false | Tls;
};

/** `sslmode` of a URL; `prefer` when it names none, as with psql. @throws ConfigError for one that nobody knows. */
export function sslModeOf(url: string): SslMode {
  const { searchParams, hostname } = new URL(url);
  const isSocket = /^(\/|%2f)/iu.test(hostname) || (searchParams.get('host') ?? '').startsWith('/');
  if (isSocket) return 'disable';
  const ssl = searchParams.get('ssl');
  const written = searchParams.get('sslmode') ?? (ssl === null ? 'prefer' : modeOfFlag(ssl));
  const mode = MODES.find((known) => known === written);
  if (mode !== undefined) return mode;
  throw new ConfigError([
    `DATABASE_URL: sslmode must be one of ${MODES.join(', ')}, not "${written}"`,
  ]);
}

/** `ssl=true` of JDBC and of `pg` verifies. */
function modeOfFlag(ssl: string): string {
  return ['0', 'false'].includes(ssl) ? 'disable' : ssl === 'no-verify' ? ssl : 'verify-full';
}

/** The same URL with another mode; one that does not verify needs no authorities. */
export function withSslMode(url: string, mode: 'disable' | 'no-verify'): string {
  const parsed = new URL(url);
  parsed.searchParams.delete('ssl');
  parsed.searchParams.set('sslmode', mode);
  return parsed.href;
}

/**
 * What libpq means by `url`: `require` encrypts and verifies only where authorities are given, `verify-ca` verifies the
 * authority and not the name, `verify-full` both. `prefer` is encrypted here, `allow` is not: which of the two a server
 * has is for `reachDatabase` to find out.
 *
 * @throws ConfigError for a certificate that cannot be read, or none where one is needed.
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function connectionOf(url: string): PostgresConnection {
  const parsed = new URL(url);
  const file = (name: 'sslrootcert' | 'sslcert' | 'sslkey') =>
    parsed.searchParams.get(name) ?? undefined;
  const [authorities, certificate, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')];
  const ssl = tlsOf(sslModeOf(url), authorities);
  for (const name of PARAMETERS) parsed.searchParams.delete(name);
  if (ssl === false) return { connectionString: parsed.href, ssl };
  const own = {
    ...(certificate === undefined ? {} : { cert: read('sslcert', certificate) }),
    ...(key === undefined ? {} : { key: read('sslkey', key) }),
  };
  return { connectionString: parsed.href, ssl: { ...ssl, ...own } };
}

function tlsOf(mode: SslMode, authorities: string | undefined): false | Tls {
  switch (mode) {
    case 'disable':
    case 'allow':
      return false;
    case 'prefer':
    case 'no-verify':
      return { rejectUnauthorized: false };
    case 'require': {
      const ca = authoritiesOf(authorities);
      return ca === undefined
        ? { rejectUnauthorized: false }
        : { ca, checkServerIdentity: () => undefined };
    }
    case 'verify-ca': {
      const ca = authoritiesOf(authorities);
      if (ca !== undefined) return { ca, checkServerIdentity: () => undefined };
      throw new ConfigError([
        'DATABASE_URL: sslmode=verify-ca needs the authority: add sslrootcert=FILE, or use sslmode=verify-full',
      ]);
    }
    case 'verify-full': {
      const ca = authoritiesOf(authorities);
      // Else Node's own authorities and those of NODE_EXTRA_CA_CERTS.
      return ca === undefined ? {} : { ca };
    }
  }
}

/** `system` is libpq's word for those that the machine trusts. */
function authoritiesOf(file: string | undefined): string | undefined {
  if (file === 'system') return undefined;
  if (file !== undefined) return read('sslrootcert', file);
  try {
    return readFileSync(HOME_AUTHORITIES, 'utf8');
  } catch {
    // Nobody has put authorities there.
    return undefined;
  }
}

function read(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new ConfigError([`DATABASE_URL: ${parameter}: cannot read ${file} (${code})`]);
  }
}
