import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { connectionOf, sslModeOf } from './encryption';

const BASE = 'postgres://vox:sesame@db.example:5432/vox';
let folder: string;
let authority: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vox-encryption-'));
  authority = path.join(folder, 'root.crt');
  await writeFile(authority, 'the authority');
});
afterAll(() => rm(folder, { recursive: true }));

describe(connectionOf.name, () => {
  it.each([
    ['', { rejectUnauthorized: false }],
    ['?sslmode=disable', false],
    ['?sslmode=allow', false],
    ['?sslmode=prefer', { rejectUnauthorized: false }],
    ['?sslmode=require', { rejectUnauthorized: false }],
    ['?sslmode=no-verify', { rejectUnauthorized: false }],
    ['?sslmode=verify-full', {}],
    ['?sslmode=verify-full&sslrootcert=system', {}],
    ['?ssl=true', {}],
    ['?ssl=false', false],
    ['?sslmode=require&uselibpqcompat=true', { rejectUnauthorized: false }],
    ['?host=/var/run/postgresql&sslmode=require', false],
  ])('means by %s what psql means', (query, ssl) => {
    const connection = connectionOf(BASE + query);
    expect(connection.ssl).toEqual(ssl);
    expect(connection.connectionString).not.toMatch(/ssl|libpq/u);
  });

  it.each(['require', 'verify-ca', 'verify-full'])(
    'verifies with the authority that %s is given',
    (mode) => {
      const { ssl } = connectionOf(`${BASE}?sslmode=${mode}&sslrootcert=${authority}`);
      expect(ssl).toMatchObject({ ca: 'the authority' });
      expect(ssl).not.toHaveProperty('rejectUnauthorized');
      const isNameChecked = ssl !== false && ssl.checkServerIdentity === undefined;
      expect(isNameChecked).toBe(mode === 'verify-full');
    },
  );

  it('shows its own certificate where it has one', () => {
    const { ssl } = connectionOf(
      `${BASE}?sslmode=require&sslcert=${authority}&sslkey=${authority}`,
    );
    expect(ssl).toMatchObject({ cert: 'the authority', key: 'the authority' });
  });

  it.each([
    ['sslmode=verify-ca', /DATABASE_URL: sslmode=verify-ca needs .*sslrootcert=FILE.*verify-full/u],
    [
      'sslmode=verify-full&sslrootcert=/nowhere',
      /DATABASE_URL: sslrootcert: cannot read \/nowhere \(ENOENT\)/u,
    ],
    ['sslmode=require&sslkey=/nowhere', /DATABASE_URL: sslkey: cannot read \/nowhere/u],
    ['sslmode=always', /DATABASE_URL: sslmode must be one of disable, .*not "always"/u],
  ])('refuses %s, and says what to do', (query, message) => {
    expect(() => connectionOf(`${BASE}?${query}`)).toThrow(message);
    expect(() => connectionOf(`${BASE}?${query}`)).not.toThrow(/sesame/u);
  });
});

it('keeps everything else of the URL', () => {
  const { connectionString } = connectionOf(`${BASE}?application_name=x&sslmode=require`);
  expect(connectionString).toBe(`${BASE}?application_name=x`);
  expect(sslModeOf(`${BASE}?application_name=x`)).toBe('prefer');
});
