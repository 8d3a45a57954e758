import {
  type StandInBot,
  StandInDiscord,
  type StandInGuild,
  type StandInMember,
} from '@vox/stand-ins';

import { DiscordHealth } from '../../src/discord';
import {
  ChannelRefusedError,
  VoiceChannels,
  VoiceUnavailableError,
} from '../../src/discord/voice-channels';
import { DiscordSettings } from '../../src/discord/settings.port';
import { eventually } from '../support/eventually';
import type { MemoryVoiceChannels } from '../support/memory-voice-channels';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import type { TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

/** Until what is expected is so: Discord's events take their way. */
const soon = (expectations: () => void | Promise<void>) =>
  eventually(async () => {
    await expectations();
    return true;
  }, Boolean);

describe('Discord bots', () => {
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
    ann = guild.addMember('Ann', { locale: 'de' });
    server = await startServer(discord.bot.token);
    voice = server.app.get(VoiceChannels);
    await discord.bot.registered('voice');
  });
  afterAll(async () => {
    await server.app.close();
    await discord.close();
    await database.stop();
  });
  afterEach(async () => {
    voice.failure = undefined;
    voice.mouth = 'queued';
    voice.knowsEnglishOnly = false;
    for (const { botId, guildId } of voice.statuses()) await voice.leave(botId, guildId);
    if (ann.channel !== undefined) ann.leave();
    ann.permit();
  });

  const startServer = (token: string) => startBotsApp(database, discord, { DISCORD_TOKEN: token });
  const health = () => server.app.get(DiscordHealth).health();
  const ask = async (
    name: string,
    options: Record<string, string> = {},
    { bot = discord.bot, member = ann }: { bot?: StandInBot; member?: StandInMember } = {},
  ) => {
    const reply = await discord.command({ guild, bot, member, name, options }).reply();
    expect(reply.isEphemeral).toBe(true);
    return reply.content;
  };

  it('are ready, with their commands in every language', async () => {
    expect(health()).toEqual({ status: 'up', bots: [{ status: 'ready', name: 'voxbot' }] });
    const names = discord.bot.commands.map((command) => command['name']);
    expect([...names].sort()).toEqual([
      'agent',
      'consent',
      'forget',
      'language',
      'link',
      'mute-me',
      'say',
      'unlink',
      'voice',
    ]);
    const command = await discord.bot.registered('voice');
    expect(command['name_localizations']).toMatchObject({ de: 'sprache', fr: 'vocal' });
  });

  it('bring the voice conversation into the channel of who asks', async () => {
    ann.join(guild.voice);
    expect(await ask('voice join')).toBe(
      `Vox ist in <#${guild.voice.id}>. Sprich einfach. Mit \`/mute-me\` hört er dir nicht zu.`,
    );
    expect(voice.joins.at(-1)).toMatchObject({
      guildId: guild.id,
      channelId: guild.voice.id,
      textChannelId: guild.general.id,
    });
    expect(await ask('voice status')).toMatch(/hört zu.*Dir wird zugehört/u);
    expect(await ask('voice leave')).toBe('Ich habe den Sprachkanal verlassen.');
    expect(voice.statuses()).toEqual([]);
  });

  it('refuse, in the language of who asks, what somebody may not do', async () => {
    expect(await ask('voice join')).toBe('Geh in einen Sprachkanal oder nenne einen.');
    expect(await ask('agent select', { agent: 'Vox' })).toMatch(/„Server verwalten“/u);
    const cellar = guild.addChannel('voice', 'Cellar');
    cellar.deny(['Connect'], ann.id);
    await soon(async () => {
      expect(await ask('voice join', { channel: cellar.id })).toBe(
        `Du darfst <#${cellar.id}> selbst nicht betreten.`,
      );
    });
    expect(voice.joins.filter(({ channelId }) => channelId === cellar.id)).toEqual([]);
  });

  it('say which permission they lack themselves', async () => {
    const studio = guild.addChannel('voice', 'Studio');
    studio.deny(['Speak'], discord.bot.id);
    await soon(async () => {
      expect(await ask('voice join', { channel: studio.id })).toBe(
        `Mir fehlt in <#${studio.id}> die Berechtigung: Sprechen.`,
      );
    });
  });

  it('explain what failed, and live on', async () => {
    ann.join(guild.voice);
    voice.failure = new VoiceUnavailableError('no voice server');
    expect(await ask('voice join')).toMatch(/nicht mit dem Sprachkanal verbinden/u);
    voice.failure = new ChannelRefusedError(guild.voice, { reason: 'full' });
    expect(await ask('voice join')).toBe(`<#${guild.voice.id}> ist voll.`);
    voice.failure = new Error('a bug');
    expect(await ask('voice join')).toMatch(/schiefgegangen/u);
    voice.failure = undefined;
    expect(await ask('voice join')).toMatch(/^Vox ist in/u);
  });

  it('do not leave those they talk with for somebody elsewhere', async () => {
    const bob = guild.addMember('Bob');
    bob.join(guild.voice);
    await soon(async () =>
      expect(await ask('voice join', {}, { member: bob })).toMatch(/^Vox is in/u),
    );
    const attic = guild.addChannel('voice', 'Attic');
    expect(await ask('voice join', { channel: attic.id })).toBe(
      `Ich spreche gerade mit anderen in <#${guild.voice.id}>.`,
    );
    expect(await ask('voice leave')).toBe(`Dafür musst du in <#${guild.voice.id}> sein.`);
    expect(await ask('say', { text: 'boo' })).toMatch(/musst du in/u);
    expect(await ask('say', { text: 'hello' }, { member: bob })).toBe('It is being said.');
    voice.mouth = 'full';
    expect(await ask('say', { text: 'more' }, { member: bob })).toMatch(/^Too much/u);
    expect(voice.said).toEqual(['hello']);
    bob.leave();
  });

  it('are not made another agent by somebody who is not there', async () => {
    const bob = guild.addMember('Bob the second');
    bob.join(guild.voice);
    await soon(async () =>
      expect(await ask('voice join', {}, { member: bob })).toMatch(/^Vox is in/u),
    );
    const intrude = { channel: guild.voice.id, agent: 'Vox' };
    const joins = voice.joins.length;
    expect(await ask('voice join', intrude)).toBe(`Dafür musst du in <#${guild.voice.id}> sein.`);
    expect(await ask('voice join', { channel: guild.voice.id })).toMatch(/musst du in/u);
    expect(voice.joins).toHaveLength(joins);
    ann.join(guild.voice);
    await soon(async () => expect(await ask('voice join', intrude)).toMatch(/^Vox ist in/u));
    bob.leave();
  });

  it('let the managers of a server choose its agent, and suggest those there are', async () => {
    const { body } = await server.request('POST', '/api/agents', {
      name: 'Ada',
      system_prompt: 'x',
    });
    ann.permit('ManageGuild');
    const typed = discord.command({
      guild,
      bot: discord.bot,
      member: ann,
      name: 'agent select',
      options: { agent: 'ad' },
      focused: 'agent',
    });
    const { body: choices } = await typed.reply();
    expect(choices['choices']).toMatchObject([{ name: 'Ada', value: (body as Json)['id'] }]);
    await soon(async () =>
      expect(await ask('agent select', { agent: 'ada' })).toMatch(/spricht auf diesem Server Ada/u),
    );
    expect(await ask('agent list')).toMatch(/\*\*Ada\*\* \(hier gewählt\)/u);
    expect(await ask('agent select', { agent: 'nobody' })).toMatch(/gibt es nicht/u);
  });

  it('keep captions on until they are switched off', async () => {
    ann.permit('ManageGuild');
    ann.join(guild.voice);
    await soon(async () => expect(await ask('voice join')).toMatch(/^Vox ist in/u));
    await soon(async () =>
      expect(await ask('voice captions', { state: 'on' })).toMatch(/Gesagtes steht ab jetzt/u),
    );
    expect(await server.app.get(DiscordSettings).captionsChannelId(guild.id)).toBe(
      guild.general.id,
    );
    expect(voice.statuses()[0]?.captionsChannelId).toBe(guild.general.id);
    await ask('voice captions', { state: 'off' });
    expect(voice.statuses()[0]).not.toHaveProperty('captionsChannelId');
  });

  it('let a role confirm what others have asked for, and no more', async () => {
    const may = () => server.app.get(DiscordSettings).confirmingRoleIds(guild.id);
    ann.permit();
    const role = { role: ann.roleId, state: 'on' };
    await soon(async () => expect(await ask('voice confirm', role)).toMatch(/„Server verwalten“/u));
    expect(may()).toEqual([]);
    ann.permit('ManageGuild');
    await soon(async () =>
      expect(await ask('voice confirm', role)).toBe(
        `Bestätigen dürfen, worum andere gebeten haben: <@&${ann.roleId}>.`,
      ),
    );
    expect(may()).toEqual([ann.roleId]);
    expect(await ask('voice confirm', { ...role, state: 'off' })).toBe(
      'Nur wer um etwas gebeten hat, darf es bestätigen.',
    );
    expect(may()).toEqual([]);
  });

  it('stop listening to who asks, and begin again', async () => {
    expect(await ask('mute-me')).toMatch(/nicht mehr zugehört/u);
    expect(voice.listening.get(ann.id)).toBe(false);
    expect(await ask('mute-me')).toMatch(/wieder zugehört/u);
    expect(voice.listening.get(ann.id)).toBe(true);
  });

  it('answer in the language somebody chooses', async () => {
    expect(await ask('language', { language: 'français' })).toBe(
      'Votre langue est maintenant : français.',
    );
    expect(await ask('voice status')).toMatch(/aucun salon vocal/u);
    expect(await ask('language', { language: 'de' })).toBe('Deine Sprache ist jetzt Deutsch.');
    voice.knowsEnglishOnly = true;
    expect(await ask('language', { language: 'de' })).toMatch(/Deutsch.*versteht nur Englisch/u);
    expect(server.app.get(DiscordSettings).language(ann.id)).toBe('de');
  });

  it('run several in one process, and follow the agents as they are edited', async () => {
    const second = discord.addBot('adabot');
    guild.addBot(second, ['Connect', 'Speak']);
    const { body } = await server.request('POST', '/api/agents', {
      name: 'Grace',
      system_prompt: 'x',
      discord_token: second.token,
      discord: { mode: 'room' },
    });
    const { id, ...shown } = body as Json;
    expect(shown).toMatchObject({
      has_discord_token: true,
      discord: { mode: 'room', answers: 'always', wake_phrases: [] },
    });
    expect(JSON.stringify(body)).not.toContain(second.token);
    await second.registered('voice');
    ann.join(guild.voice);
    await ask('voice join', {}, { bot: second });
    expect(voice.joins.at(-1)?.bot.agentId).toBe(id);
    await ask('voice join');
    expect(voice.joins.at(-1)?.bot.agentId).toBeUndefined();
    expect(voice.statuses().map(({ botId }) => botId)).toEqual([second.id, discord.bot.id]);
    expect(await ask('voice join', { agent: 'Vox' }, { bot: second })).toBe(
      'Ich bin Grace und niemand sonst.',
    );

    await server.request('PUT', `/api/agents/${String(id)}`, { discord_token: 'wrong' });
    await soon(() =>
      expect(health()).toMatchObject({
        status: 'degraded',
        bots: [{ status: 'ready' }, { agent_id: id, status: 'refused' }],
      }),
    );
    await server.request('PUT', `/api/agents/${String(id)}`, { discord_token: null });
    await soon(() => expect(health()).toMatchObject({ status: 'up', bots: [{}] }));
  });

  it('come back by themselves when the gateway was lost', async () => {
    discord.bot.session?.drop(4000);
    await discord.bot.resumed();
    await soon(() => expect(health().status).toBe('up'));
    expect(await ask('voice status')).toMatch(/in keinem Sprachkanal/u);
  });
});
