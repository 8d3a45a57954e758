import { StandInDiscord, type StandInGuild, type StandInMember } from '@vox/stand-ins';

import { DiscordGuildDirectory } from '../../src/discord/guild-view/discord-guild-directory';
import { DiscordSettings } from '../../src/discord/settings.port';
import { VoiceBots } from '../../src/discord/voice-bots';
import { VoiceChannels } from '../../src/discord/voice-channels';
import { eventually } from '../support/eventually';
import type { MemoryVoiceChannels } from '../support/memory-voice-channels';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import type { TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

/** Until what is expected is so: Discord's events take their way. */
const soon = (expectations: () => void | Promise<void>) =>
  eventually(async () => {
    await expectations();
    return true;
  }, Boolean);

describe('Roles of a Discord server', () => {
  let database: TestDatabase;
  let discord: StandInDiscord;
  let guild: StandInGuild;
  let ann: StandInMember;
  let bob: StandInMember;
  let server: TestApp;
  let voice: MemoryVoiceChannels;
  let singers: string;
  let conductors: string;

  beforeAll(async () => {
    database = await startTestDatabase();
    discord = await StandInDiscord.start();
    discord.bot.mayFollowMembers = true;
    guild = discord.addGuild('Choir', { botsMay: ['Connect', 'Speak'] });
    singers = guild.addRole('Singers');
    conductors = guild.addRole('Conductors');
    ann = guild.addMember('Ann', { may: ['ManageGuild'] });
    bob = guild.addMember('Bob');
    server = await startBotsApp(database, discord, { DISCORD_TOKEN: discord.bot.token });
    voice = server.app.get(VoiceChannels);
    await discord.bot.registered('voice');
    for (const member of [ann, bob]) member.join(guild.voice);
  });
  afterAll(async () => {
    await server.app.close();
    await discord.close();
    await database.stop();
  });
  afterEach(async () => {
    for (const { botId, guildId } of voice.statuses()) await voice.leave(botId, guildId);
    for (const role of [singers, conductors]) bob.take(role);
    const nobody = { member_role_ids: [], admin_role_ids: [] };
    await server.request('PUT', `/api/guilds/${guild.id}`, nobody);
  });

  const ask = async (member: StandInMember, name: string, options: Record<string, string> = {}) =>
    (await discord.command({ guild, bot: discord.bot, member, name, options }).reply()).content;
  const roles = () => server.app.get(DiscordSettings).guildRoles(guild.id);
  const on = (role: string) => ({ role, state: 'on' });

  it('are named by who manages it: who may talk, and who steers the bot', async () => {
    expect(await ask(bob, 'voice talk', on(singers))).toMatch(/Manage Server, or a role/u);
    expect(await ask(bob, 'voice steer', on(conductors))).toMatch(/permission Manage Server/u);
    expect(roles()).toMatchObject({ memberRoleIds: [], adminRoleIds: [] });
    const applied = voice.rolesApplied.length;
    expect(await ask(ann, 'voice talk', on(singers))).toBe(
      `I listen to these, and to who steers me: <@&${singers}>.`,
    );
    expect(await ask(ann, 'voice steer', on(conductors))).toBe(
      `These steer me, and those who manage the server: <@&${conductors}>.`,
    );
    expect(roles()).toMatchObject({ memberRoleIds: [singers], adminRoleIds: [conductors] });
    expect(voice.rolesApplied.slice(applied)).toEqual([guild.id, guild.id]);
    expect(await ask(ann, 'voice talk', { role: singers, state: 'off' })).toBe(
      'I listen to everybody.',
    );
  });

  it('are on record, by whatever door they are named', async () => {
    await ask(ann, 'voice talk', on(singers));
    const entries = async () => {
      const path = `/api/audit?action=updateGuild&target_id=${guild.id}`;
      const { body } = await server.request('GET', path);
      return body as readonly Record<string, unknown>[];
    };
    const [newest] = await entries();
    expect(newest).toMatchObject({
      actor: 'discord',
      details: { list: 'memberRoleIds', roleId: singers, isOn: true },
    });
    await server.request('PUT', `/api/guilds/${guild.id}`, { member_role_ids: [] });
    expect((await entries())[0]).toMatchObject({ details: { status: 200 } });
  });

  it('let nobody else bring the bot in or send it away, once some steer it', async () => {
    await soon(async () => expect(await ask(bob, 'voice join')).toMatch(/^Vox is in/u));
    await ask(ann, 'voice steer', on(conductors));
    expect(await ask(bob, 'voice leave')).toMatch(/Manage Server, or a role that steers/u);
    expect(await ask(bob, 'voice join')).toMatch(/Manage Server, or a role that steers/u);
    bob.give(conductors);
    expect(await ask(bob, 'voice leave')).toBe('I have left the voice channel.');
    expect(await ask(bob, 'voice captions', { state: 'off' })).toBe('Captions are off.');
    expect(await ask(bob, 'voice talk', on(singers))).toMatch(/^I listen to these/u);
    // An admin makes no admins.
    expect(await ask(bob, 'voice steer', on(singers))).toMatch(/permission Manage Server/u);
  });

  it('let who may not talk neither speak through the bot nor bring it in', async () => {
    await ask(ann, 'voice talk', on(singers));
    expect(await ask(ann, 'voice join')).toMatch(/^Vox is in/u);
    expect(await ask(bob, 'say', { text: 'boo' })).toBe(
      'Your roles do not let you talk with me here.',
    );
    expect(await ask(bob, 'voice leave')).toMatch(/do not let you talk/u);
    expect(await ask(bob, 'voice status')).toMatch(/You are not listened to/u);
    expect(voice.said).toEqual([]);
    bob.give(singers);
    expect(await ask(bob, 'say', { text: 'la' })).toBe('It is being said.');
    expect(await ask(bob, 'voice status')).toMatch(/You are listened to/u);
  });

  it('are told of as they are given and taken, where the application may know', async () => {
    const guilds = new DiscordGuildDirectory();
    const [bot] = server.app.get(VoiceBots).list();
    if (bot === undefined) throw new Error('no bot is logged in');
    const events: string[] = [];
    const stop = guilds.watch(bot, (_guildId, { type }) => events.push(type));
    const view = guilds.view(bot, guild.id);
    bob.give(singers);
    await soon(() => {
      expect(view?.hasRole(bob.id, [singers])).toBe(true);
      expect(events).toContain('roles');
    });
    bob.take(singers);
    await soon(() => expect(view?.hasRole(bob.id, [singers])).toBe(false));
    expect([ann, bob].map(({ id }) => view?.managesServer(id))).toEqual([true, false]);
    stop();
  });

  it('are asked for where the application may not know, with whose log-in all is well', async () => {
    const other = discord.addBot('other');
    guild.addBot(other, ['Connect', 'Speak']);
    const second = await startBotsApp(database, discord, { DISCORD_TOKEN: other.token });
    try {
      await other.registered('voice');
      const [bot] = second.app.get(VoiceBots).list();
      if (bot === undefined) throw new Error('no bot is logged in');
      const view = new DiscordGuildDirectory().view(bot, guild.id);
      bob.leave();
      bob.join(guild.voice);
      await soon(() => expect(view?.personIn(guild.voice.id, bob.id)).toBeDefined());
      bob.give(singers);
      await view?.readRoles([bob.id, '1']);
      expect(view?.hasRole(bob.id, [singers])).toBe(true);
    } finally {
      await second.app.close();
    }
  });
});
