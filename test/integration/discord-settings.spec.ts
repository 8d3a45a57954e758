import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { DiscordHealth } from '../../src/discord';
import { GuildSettings } from '../../src/discord/settings/guild-settings';
import { DiscordUserSettings } from '../../src/discord/settings/discord-user-settings';
import { DiscordSettings } from '../../src/discord/settings.port';
import { eventually } from '../support/eventually';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import type { TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Json = Record<string, unknown>;

const ANN = '100000000000000001';
const BOB = '100000000000000002';
const CHANNEL = '200000000000000001';
const LOBBY = '200000000000000002';

describe('what is stored for Discord', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startBotsApp(database, undefined, { DISCORD_AUTO_JOIN_CHANNELS: LOBBY });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const agent = async (body: Json): Promise<Json> => {
    const answer = await server.request('POST', '/api/agents', {
      name: randomUUID(),
      system_prompt: 'x',
      ...body,
    });
    expect(answer.status).toBe(201);
    return answer.body as Json;
  };
  const store = async (turn: ReturnType<typeof makeTurn>) => {
    const queue = server.app.get(JobQueue);
    await queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
  };
  const stored = async (): Promise<string[]> => {
    const rows: { content: string }[] = await server.app
      .get(DataSource)
      .query("select content from messages where role = 'user' order by spoken_at");
    return rows.map(({ content }) => content);
  };

  describe('an agent', () => {
    it('has the settings people give it, and the defaults for the others', async () => {
      const made = await agent({ name: 'Ada', discord: { mode: 'room', wake_phrases: ['hey'] } });
      const url = `/api/agents/${String(made['id'])}`;
      const changed = await server.request('PUT', url, {
        discord: { notice: 'spoken', notice_text: 'Careful.' },
      });
      expect(changed.body).toMatchObject({
        discord: {
          mode: 'room',
          answers: 'always',
          wake_phrases: ['hey'],
          barge_in_by: 'anyone',
          notice: 'spoken',
        },
      });
      const settings = server.app.get(DiscordSettings);
      expect(await settings.agent(String(made['id']))).toMatchObject({
        config: { name: 'Ada' },
        discord: { mode: 'room', wakePhrases: ['hey'], notice: 'spoken', noticeText: 'Careful.' },
      });
      expect(await settings.agent(undefined)).toMatchObject({
        config: { name: 'Vox' },
        discord: {
          mode: 'personal',
          notice: 'written',
          noticeText: expect.stringMatching(/^Vox listens/u),
        },
      });
      await expect(settings.agent(randomUUID())).rejects.toMatchObject({ field: 'agent_id' });
    });

    it('has its notice in its own language', async () => {
      const { id } = await agent({ name: 'Käthe', tts_language: 'de-AT' });
      const { discord } = await server.app.get(DiscordSettings).agent(String(id));
      expect(discord.noticeText).toMatch(/^Käthe hört in diesem Kanal zu/u);
    });

    it('has DISCORD_CONSENT_NOTICE and DISCORD_CONSENT_NOTICE_TEXT where it has none', async () => {
      const other = await startBotsApp(database, undefined, {
        DISCORD_CONSENT_NOTICE: 'both',
        DISCORD_CONSENT_NOTICE_TEXT: 'The walls have ears.',
      });
      const { discord } = await other.app.get(DiscordSettings).agent(undefined);
      expect(discord).toMatchObject({ notice: 'both', noticeText: 'The walls have ears.' });
      await other.app.close();
    });

    it('joins the channels chosen for it through its own bot, else through the server’s', async () => {
      const settings = server.app.get(DiscordSettings);
      const { id } = await agent({ discord: { auto_join_channel_ids: [CHANNEL] } });
      expect(await settings.autoJoin({}, CHANNEL)).toEqual({ agentId: id });
      expect(await settings.autoJoin({}, LOBBY)).toEqual({});
      expect(await settings.autoJoin({}, '200000000000000009')).toBeUndefined();
      await server.request('PUT', `/api/agents/${String(id)}`, { discord_token: 'x' });
      expect(await settings.autoJoin({}, CHANNEL)).toBeUndefined();
      expect(await settings.autoJoin({ agentId: String(id) }, CHANNEL)).toEqual({ agentId: id });
      await server.request('PUT', `/api/agents/${String(id)}`, { discord_token: null });
    });
  });

  describe('a token', () => {
    it('is sealed in the database, with a key that its owner alone may read', async () => {
      const { id } = await agent({ discord_token: 'secret.token' });
      const [row]: { discord_token: string }[] = await server.app
        .get(DataSource)
        .query('select discord_token from agents where id = $1', [id]);
      expect(row?.discord_token).toMatch(/^v1\./u);
      expect(row?.discord_token).not.toContain('secret');
      const file = path.join(database.dataDir, 'secrets.key');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(file, 'utf8')).toMatch(/^[\w+/]{43}=\n$/u);
      await server.request('DELETE', `/api/agents/${String(id)}`);
    });

    it('that was sealed with another key keeps its bot off, and health says why', async () => {
      const { id } = await agent({ discord_token: 'secret.token' });
      const other = await startBotsApp(database, undefined, {
        SECRETS_KEY: randomBytes(32).toString('base64'),
      });
      try {
        await eventually(
          () => other.app.get(DiscordHealth).health(),
          ({ bots }) => bots.length > 0,
        );
        expect(other.app.get(DiscordHealth).health()).toMatchObject({
          status: 'degraded',
          bots: [{ agent_id: id, status: 'unreadable-token' }],
        });
      } finally {
        await other.app.close();
        await server.request('DELETE', `/api/agents/${String(id)}`);
      }
    });
  });

  it('keeps what a server chose, each thing on its own', async () => {
    const guilds = server.app.get(GuildSettings);
    const { id } = await agent({});
    await guilds.setCaptionsChannel('300000000000000001', CHANNEL);
    await guilds.setAgent('300000000000000001', String(id));
    expect(await guilds.captionsChannelId('300000000000000001')).toBe(CHANNEL);
    expect(await guilds.agentId('300000000000000001')).toBe(id);
    await server.request('DELETE', `/api/agents/${String(id)}`);
    expect(await guilds.agentId('300000000000000001')).toBeUndefined();
  });

  it('remembers who does not want to be heard, also for the next start', async () => {
    const users = server.app.get(DiscordUserSettings);
    await users.setListenedTo(ANN, false);
    await users.setLanguage(ANN, 'de');
    const again = await startBotsApp(database, undefined);
    try {
      expect(await again.app.get(DiscordSettings).optedOutUserIds()).toEqual([ANN]);
      expect(again.app.get(DiscordUserSettings).language(ANN)).toBe('de');
    } finally {
      await again.app.close();
    }
    await users.setListenedTo(ANN, true);
    expect(await users.optedOutUserIds()).toEqual([]);
    expect(users.language(ANN)).toBe('de');
  });

  it('forgets all that somebody said, and what of it is still on its way', async () => {
    const own = { id: randomUUID(), userId: `discord:${ANN}`, channel: 'discord' } as const;
    const group = {
      id: randomUUID(),
      userId: `discord-channel:${CHANNEL}`,
      channel: 'discord',
    } as const;
    const bobs = { id: randomUUID(), userId: `discord:${BOB}`, channel: 'discord' } as const;
    await store(makeTurn({ session: own, userText: "ann's own" }));
    await store(makeTurn({ session: bobs, userText: "bob's own" }));
    await store(makeTurn({ session: group, userText: 'ann in the group', speakerIds: [ANN] }));
    await store(
      makeTurn({ session: group, userText: 'both in the group', speakerIds: [BOB, ANN] }),
    );
    await store(makeTurn({ session: group, userText: 'bob in the group', speakerIds: [BOB] }));
    await eventually(stored, (texts) => texts.length === 5);

    expect(await server.app.get(DiscordUserSettings).forget(ANN)).toEqual({
      conversations: 1,
      messages: 4,
    });
    expect((await stored()).sort()).toEqual(['bob in the group', "bob's own"]);

    await store(makeTurn({ session: own, userText: 'late, own' }));
    await store(makeTurn({ session: group, userText: 'late, in the group', speakerIds: [ANN] }));
    const soonMs = Date.now() + 60_000;
    await store(
      makeTurn({ session: own, userText: 'ann anew', startedAtMs: soonMs, endedAtMs: soonMs + 1 }),
    );
    await eventually(stored, (texts) => texts.includes('ann anew'));
    expect((await stored()).sort()).toEqual(['ann anew', 'bob in the group', "bob's own"]);
    expect(await server.app.get(DiscordUserSettings).forget(BOB)).toEqual({
      conversations: 1,
      messages: 2,
    });
  });
});
