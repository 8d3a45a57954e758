import { StandInDiscord, type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { InvalidInputError } from '@vox/voice-core';

import { DiscordSettings } from '../../src/discord/settings.port';
import { VoiceChannels } from '../../src/discord/voice-channels';
import { eventually } from '../support/eventually';
import type { MemoryVoiceChannels } from '../support/memory-voice-channels';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import type { TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

const soon = (expectations: () => Promise<void>) =>
  eventually(async () => {
    await expectations();
    return true;
  }, Boolean);

describe('Discord voice channels over HTTP', () => {
  let database: TestDatabase;
  let discord: StandInDiscord;
  let guild: StandInGuild;
  let ann: StandInMember;
  let server: TestApp;
  let voice: MemoryVoiceChannels;

  beforeAll(async () => {
    database = await startTestDatabase();
    discord = await StandInDiscord.start();
    guild = discord.addGuild('Club', { botsMay: ['Connect', 'Speak'] });
    ann = guild.addMember('Ann');
    server = await startBotsApp(database, discord, { DISCORD_TOKEN: discord.bot.token });
    voice = server.app.get(VoiceChannels);
    await discord.bot.registered('voice');
  });
  afterAll(async () => {
    await server.app.close();
    await discord.close();
    await database.stop();
  });

  const post = (path: string, body?: unknown) => server.request('POST', path, body);

  it('join, speak and leave', async () => {
    const joined = await post('/voice/join', { guildId: guild.id, channelId: guild.voice.id });
    expect(joined).toMatchObject({
      status: 200,
      body: { success: true, message: 'Vox is in Voice', channelId: guild.voice.id },
    });
    const said = { output: { content: 'over HTTP' }, guild_id: guild.id };
    expect(await post('/voice/speak', said)).toMatchObject({
      status: 202,
      body: { success: true },
    });
    expect(voice.said.at(-1)).toBe('over HTTP');
    const asBefore = { output: { content: 'as before' }, options: { speedFactor: 1 } };
    expect((await post('/voice/speak', asBefore)).status).toBe(202);
    expect(voice.said.at(-1)).toBe('as before');
    voice.mouth = 'full';
    expect((await post('/voice/speak', said)).status).toBe(503);
    voice.mouth = 'queued';
    const elsewhere = { guild_id: guild.id, channel_id: '123456789012345678' };
    expect((await post('/voice/leave', elsewhere)).status).toBe(404);
    const there = { guild_id: guild.id, channel_id: guild.voice.id };
    expect((await post('/voice/leave', there)).status).toBe(200);
    expect((await post('/voice/leave')).status).toBe(404);
    expect((await post('/voice/speak', said)).status).toBe(404);
    expect(await post('/voice/speak', asBefore)).toMatchObject({
      status: 400,
      body: { field: 'session_id' },
    });
  });

  it('join for a stored session, and name the field when there is none', async () => {
    const session_id = '6f1d2c1e-5b7a-4c0e-9f43-7a1b6f0c2d10';
    const join = { guild_id: guild.id, channel_id: guild.voice.id, session_id };
    expect((await post('/voice/join', join)).status).toBe(200);
    expect(voice.joins.at(-1)?.sessionId).toBe(session_id);
    expect(await server.request('GET', '/voice/connections')).toMatchObject({
      status: 200,
      body: [
        {
          guild_name: 'Club',
          channel_id: guild.voice.id,
          status: 'ready',
          reason: null,
          listening: true,
          notice: 'written',
          session_ids: [session_id],
        },
      ],
    });
    voice.failure = new InvalidInputError('session_id', 'There is no such session.');
    expect(await post('/voice/join', join)).toMatchObject({
      status: 400,
      body: { field: 'session_id' },
    });
    voice.failure = undefined;
    await post('/voice/leave');
  });

  it('refuse ids that are numbers, and name the field', async () => {
    const numbers = { guildId: 123456789012345678, channelId: guild.voice.id };
    expect(await post('/voice/join', numbers)).toMatchObject({
      status: 400,
      body: { field: 'guildId', detail: expect.stringContaining('string of digits') },
    });
    const elsewhere = { guild_id: '123456789012345678', channel_id: guild.voice.id };
    expect(await post('/voice/join', elsewhere)).toMatchObject({
      status: 400,
      body: { field: 'guild_id' },
    });
  });

  it('say which roles may confirm in a server, and change that', async () => {
    const path = `/api/guilds/${guild.id}`;
    const nothing = { guild_id: guild.id, agent_id: null, captions_channel_id: null };
    expect((await server.request('GET', path)).body).toEqual({
      ...nothing,
      confirming_role_ids: [],
      member_role_ids: [],
      admin_role_ids: [],
    });
    const roles = { confirming_role_ids: [ann.roleId, ann.roleId] };
    expect(await server.request('PUT', path, roles)).toMatchObject({
      status: 200,
      body: {
        ...nothing,
        confirming_role_ids: [ann.roleId],
        member_role_ids: [],
        admin_role_ids: [],
      },
    });
    expect(server.app.get(DiscordSettings).confirmingRoleIds(guild.id)).toEqual([ann.roleId]);
    for (const confirming_role_ids of [[7], ['everybody'], ann.roleId]) {
      const refused = await server.request('PUT', path, { confirming_role_ids });
      expect(refused).toMatchObject({ status: 400 });
    }
    await server.request('PUT', path, { confirming_role_ids: [] });
    expect(server.app.get(DiscordSettings).confirmingRoleIds(guild.id)).toEqual([]);
  });

  it('say which roles may talk in a server and steer the bot, and change each by itself', async () => {
    const path = `/api/guilds/${guild.id}`;
    const roles = () => server.app.get(DiscordSettings).guildRoles(guild.id);
    const applied = voice.rolesApplied.length;
    const singers = guild.addRole('Singers');
    await server.request('PUT', path, { member_role_ids: [singers, singers] });
    const both = await server.request('PUT', path, { admin_role_ids: [ann.roleId] });
    expect(both).toMatchObject({
      status: 200,
      body: { member_role_ids: [singers], admin_role_ids: [ann.roleId], confirming_role_ids: [] },
    });
    expect(roles()).toMatchObject({ memberRoleIds: [singers], adminRoleIds: [ann.roleId] });
    expect(voice.rolesApplied.slice(applied)).toEqual([guild.id, guild.id]);
    for (const member_role_ids of [[7], ['everybody'], ann.roleId]) {
      const refused = await server.request('PUT', path, { member_role_ids });
      expect(refused).toMatchObject({ status: 400 });
    }
    await server.request('PUT', path, { member_role_ids: [], admin_role_ids: [] });
    expect(roles()).toMatchObject({ memberRoleIds: [], adminRoleIds: [] });
  });

  it('list the channels with the people in them', async () => {
    ann.join(guild.voice);
    await soon(async () => {
      const { body } = await server.request('GET', '/api/channels');
      expect(body).toMatchObject({
        guilds: [
          {
            id: guild.id,
            name: 'Club',
            channels: expect.arrayContaining([{ id: guild.voice.id, name: 'Voice', userCount: 1 }]),
          },
        ],
      });
    });
  });

  it('answer for one agent as the predecessor did', async () => {
    const [agent] = (await server.request('GET', '/api/agents')).body as Json[];
    const agent_id = agent?.['id'];
    const status = `/api/plugins/discord/voice/status/${String(agent_id)}`;
    const joined = await post('/api/plugins/discord/voice/join', {
      agent_id,
      guild_id: guild.id,
      channel_id: guild.voice.id,
    });
    expect(joined).toMatchObject({
      status: 200,
      body: { success: true, guild_name: 'Club', channel_name: 'Voice', agent_id },
    });
    expect((await server.request('GET', status)).body).toMatchObject({
      agent_id,
      bot: { ready: true, username: 'voxbot', id: discord.bot.id },
      connections: [{ guild_id: guild.id, channel_id: guild.voice.id, connected: true }],
    });
    const left = { agent_id, guild_id: guild.id };
    expect((await post('/api/plugins/discord/voice/leave', left)).status).toBe(200);
    expect((await server.request('GET', status)).body).toMatchObject({ connections: [] });
  });
});
