import { randomBytes, randomUUID } from 'node:crypto';

import { createDataSource } from '@vox/database';
import type { DataSource } from 'typeorm';

import { SecretBox, secretPurpose, SecretRotationModule } from '../../src/secrets';
import { givenKey } from '../../src/secrets/key-file';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

describe('SECRETS_KEY_PREVIOUS', () => {
  const [previous, present, lost] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const [clerk, other, home] = [randomUUID(), randomUUID(), randomUUID()];
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  const sealedBy = (key: Buffer, column: Parameters<typeof secretPurpose>[0], id: string) =>
    new SecretBox(givenKey(key)).seal(`${column} of ${id}`, secretPurpose(column, id));
  const stored = async () => {
    const agents = await dataSource.query<Record<string, string>[]>(
      'select id, discord_token, n8n_auth, updated_at from agents where id = any($1) order by name',
      [[clerk, other]],
    );
    const [models, speech] = await Promise.all(
      ['llm_providers', 'speech_providers'].map((table) =>
        dataSource.query<Record<string, string>[]>(`select id, api_key, updated_at from ${table}`),
      ),
    );
    const tools = await dataSource.query<Record<string, string>[]>(
      'select id, secret_headers, updated_at from http_tools',
    );
    const servers = await dataSource.query<Record<string, string>[]>(
      'select id, secret_headers, updated_at from mcp_servers',
    );
    return [...agents, ...(models ?? []), ...(speech ?? []), ...tools, ...servers];
  };

  it('what a previous key has sealed is sealed with the present one at the start', async () => {
    await dataSource.query(
      `insert into agents (id, name, system_prompt, discord_token, n8n_auth, updated_at)
       values ($1, 'Clerk', 'x', $2, $3, '2026-01-01'), ($4, 'Other', 'x', $5, $6, '2026-01-01')`,
      [
        clerk,
        await sealedBy(previous, 'agents.discord_token', clerk),
        await sealedBy(previous, 'agents.n8n_auth', clerk),
        other,
        await sealedBy(lost, 'agents.discord_token', other),
        await sealedBy(present, 'agents.n8n_auth', other),
      ],
    );
    await dataSource.query(
      `insert into llm_providers (id, name, kind, api_key, updated_at) values ($1, 'Home', 'local', $2, '2026-01-01')`,
      [home, await sealedBy(previous, 'llm_providers.api_key', home)],
    );
    await dataSource.query(
      `insert into speech_providers (id, service, name, kind, base_url, api_key, updated_at)
       values ($1, 'tts', 'Home', 'openai', 'http://home', $2, '2026-01-01')`,
      [home, await sealedBy(previous, 'speech_providers.api_key', home)],
    );
    await dataSource.query(
      `insert into http_tools (id, name, description, parameters, method, url, secret_headers, timeout_ms, kind, is_read_only, updated_at)
       values ($1, 'look_up', 'x', '{}', 'GET', 'https://shop', $2, 1000, 'wait', true, '2026-01-01')`,
      [home, await sealedBy(previous, 'http_tools.secret_headers', home)],
    );
    await dataSource.query(
      `insert into mcp_servers (id, name, url, secret_headers, timeout_ms, updated_at)
       values ($1, 'shop', 'https://shop', $2, 1000, '2026-01-01')`,
      [home, await sealedBy(previous, 'mcp_servers.secret_headers', home)],
    );
    const before = await stored();
    const server = await startTestApp({
      url: database.url,
      rooms: [SecretRotationModule],
      environment: {
        SECRETS_KEY: present.toString('base64'),
        SECRETS_KEY_PREVIOUS: `${randomBytes(32).toString('hex')}, ${previous.toString('base64')}`,
      },
    });
    await server.app.close();
    const after = await stored();
    const opened = async (value: string | undefined, place: Parameters<typeof secretPurpose>) =>
      new SecretBox(givenKey(present)).open(value ?? '', secretPurpose(...place));
    expect(await opened(after[0]?.['discord_token'], ['agents.discord_token', clerk])).toBe(
      `agents.discord_token of ${clerk}`,
    );
    expect(await opened(after[0]?.['n8n_auth'], ['agents.n8n_auth', clerk])).toBe(
      `agents.n8n_auth of ${clerk}`,
    );
    expect(await opened(after[2]?.['api_key'], ['llm_providers.api_key', home])).toBe(
      `llm_providers.api_key of ${home}`,
    );
    expect(await opened(after[3]?.['api_key'], ['speech_providers.api_key', home])).toBe(
      `speech_providers.api_key of ${home}`,
    );
    expect(await opened(after[4]?.['secret_headers'], ['http_tools.secret_headers', home])).toBe(
      `http_tools.secret_headers of ${home}`,
    );
    expect(await opened(after[5]?.['secret_headers'], ['mcp_servers.secret_headers', home])).toBe(
      `mcp_servers.secret_headers of ${home}`,
    );
    // What no key opens, and what the present one has sealed, is as it was; nobody has changed anything.
    expect(after[1]).toEqual(before[1]);
    expect(after.map((row) => row['updated_at'])).toEqual(before.map((row) => row['updated_at']));
  });
});
