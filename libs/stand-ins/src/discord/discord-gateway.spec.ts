import { once } from 'node:events';

import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';

import type { StandInGuild } from './guild';
import { LibraryBots } from './library-bots';
import type { StandInMember } from './member';
import { StandInDiscord } from './stand-in-discord';

const COMMANDS = [
  {
    name: 'voice',
    description: 'Voice',
    options: [
      {
        type: 1,
        name: 'join',
        description: 'Join',
        options: [
          { type: 7, name: 'channel', description: 'Where' },
          { type: 3, name: 'agent', description: 'Who', autocomplete: true },
        ],
      },
    ],
  },
];

describe('the gateway and REST of StandInDiscord', () => {
  let discord: StandInDiscord;
  let bots: LibraryBots;
  let guild: StandInGuild;
  let alice: StandInMember;

  beforeEach(async () => {
    discord = await StandInDiscord.start({ voice: { dave: false } });
    discord.bot.mayFollowMembers = true;
    bots = new LibraryBots(discord);
    guild = discord.addGuild('Guild');
    alice = guild.addMember('alice', { locale: 'de', may: ['ManageGuild'] });
  });

  afterEach(async () => {
    await bots.close();
    await discord.close();
  });

  async function withCommands(answer: (interaction: Interaction) => void): Promise<Client<true>> {
    const client = await bots.logIn();
    client.on(Events.InteractionCreate, answer);
    await client.application.commands.set(COMMANDS);
    return client;
  }

  it('knows each bot by its token, and nobody else', async () => {
    const second = discord.addBot('second');
    guild.addBot(second);
    const [one, other] = await Promise.all([bots.logIn(), bots.logIn(second.token)]);
    expect([one.user.id, other.user.id]).toEqual([discord.bot.id, second.id]);
    expect(one.guilds.cache.get(guild.id)?.members.cache.has(alice.id)).toBe(true);
    await expect(bots.logIn('wrong')).rejects.toThrow('An invalid token was provided.');
  });

  it('resumes a session with the events that were missed', async () => {
    const client = await bots.logIn();
    const resumed = once(client, Events.ShardResume);
    discord.gateway.beginOutage('refuse');
    alice.rename('Alice L.');
    discord.gateway.outage.end();
    await resumed;
    await discord.bot.resumed();
    expect(discord.gateway.sessions).toHaveLength(1);
    expect(client.guilds.cache.get(guild.id)?.members.cache.get(alice.id)?.nickname).toBe(
      'Alice L.',
    );
  });

  it('tells of roles that somebody is given and loses those bots that may be told, and no others', async () => {
    const deaf = discord.addBot('deaf');
    guild.addBot(deaf);
    const singers = guild.addRole('Singers');
    const [client, other] = [await bots.logIn(), await bots.logIn(deaf.token)];
    const rolesIn = ({ guilds }: Client) =>
      guilds.cache
        .get(guild.id)
        ?.members.cache.get(alice.id)
        ?.roles.cache.map(({ name }) => name);
    const given = once(client, Events.GuildMemberUpdate);
    alice.give(singers);
    await given;
    expect(rolesIn(client)).toContain('Singers');
    expect(rolesIn(other)).not.toContain('Singers');
    const taken = once(client, Events.GuildMemberUpdate);
    alice.take(singers);
    await taken;
    expect(rolesIn(client)).not.toContain('Singers');
  });

  it('notices that nobody answers, and resumes when somebody does', async () => {
    discord.gateway.heartbeatMs = 100;
    const client = await bots.logIn();
    const resumed = once(client, Events.ShardResume);
    discord.gateway.beginOutage('silent', 400);
    alice.rename('Alice L.');
    await resumed;
    const members = client.guilds.cache.get(guild.id)?.members.cache;
    await discord.until('the event', () => members?.get(alice.id)?.nickname === 'Alice L.');
    expect(discord.gateway.sessions).toHaveLength(1);
  });

  it('refuses to resume, and the bot begins anew', async () => {
    const client = await bots.logIn();
    const ready = once(client, Events.ShardReady);
    discord.gateway.drop(4000, 1);
    await ready;
    expect(discord.gateway.sessions).toHaveLength(2);
  });

  it('limits requests, and lets them through afterwards', async () => {
    const client = await bots.logIn();
    discord.rest.limits.add({ route: /^POST \/channels\/\d+\/messages$/u, retryAfterMs: 200 });
    const channel = client.channels.cache.get(guild.general.id);
    if (channel?.isSendable() !== true) throw new Error('cannot send');
    await channel.send('hello');
    const posts = discord.rest.calls.filter(({ path }) => path.endsWith('/messages'));
    expect(posts.map(({ status }) => status)).toEqual([429, 200]);
    expect(guild.general.messages.map(({ content }) => content)).toEqual(['hello']);
  });

  it('carries commands with their options, and what is answered', async () => {
    const seen: unknown[] = [];
    await withCommands((interaction) => {
      const command = interaction as ChatInputCommandInteraction<'cached'>;
      seen.push(
        command.options.getSubcommand(),
        command.options.getChannel('channel')?.id,
        command.options.getString('agent'),
        command.locale,
        command.member.permissions.has(PermissionFlagsBits.ManageGuild),
        command.memberPermissions.has(PermissionFlagsBits.Administrator),
      );
      void command
        .deferReply({ flags: MessageFlags.Ephemeral })
        .then(() => command.editReply('there'))
        .then(() => command.followUp('everybody'));
    });
    const use = discord.command({
      guild,
      bot: discord.bot,
      member: alice,
      name: 'voice join',
      options: { channel: guild.voice.id, agent: 'vox' },
    });
    await use.reply(({ kind }) => kind === 'followup');
    expect(seen).toEqual(['join', guild.voice.id, 'vox', 'de', true, false]);
    expect(
      use.replies.map(({ kind, content, isEphemeral }) => [kind, content, isEphemeral]),
    ).toEqual([
      ['deferred', '', true],
      ['edit', 'there', true],
      ['followup', 'everybody', false],
    ]);
  });

  it('asks for choices while somebody types', async () => {
    await withCommands((interaction) => {
      const asked = interaction as AutocompleteInteraction;
      void asked.respond([{ name: asked.options.getFocused(), value: 'id' }]);
    });
    const use = discord.command({
      guild,
      bot: discord.bot,
      member: alice,
      name: 'voice join',
      options: { agent: 'vo' },
      focused: 'agent',
    });
    const { body } = await use.reply();
    expect(body['choices']).toEqual([{ name: 'vo', value: 'id' }]);
  });

  it('tells of channels, permissions, people and guilds that change', async () => {
    const client = await bots.logIn();
    const known = client.guilds.cache.get(guild.id);
    const voice = () => client.channels.cache.get(guild.voice.id);
    const changed = once(client, Events.ChannelUpdate);
    guild.voice.deny(['Connect'], discord.bot.id);
    await changed;
    const channel = voice();
    if (channel?.isVoiceBased() !== true || known === undefined) throw new Error('no channel');
    const me = await known.members.fetchMe();
    expect(channel.permissionsFor(me).has(PermissionFlagsBits.Connect)).toBe(false);
    const moved = once(client, Events.VoiceStateUpdate);
    alice.join(guild.voice);
    await moved;
    expect([...channel.members.keys()]).toEqual([alice.id]);
    const deleted = once(client, Events.ChannelDelete);
    guild.removeChannel(guild.voice);
    await deleted;
    expect(alice.channel).toBeUndefined();
    const gone = once(client, Events.GuildDelete);
    discord.removeGuild(guild);
    await gone;
    expect(client.guilds.cache.size).toBe(0);
  });

  it('ignores a bot that asks for a channel that it may not enter', async () => {
    const client = await bots.logIn();
    guild.voice.deny(['Connect']);
    bots.ask(client, guild, guild.voice);
    const other = guild.addChannel('voice', 'Other');
    await once(client, Events.ChannelCreate);
    bots.ask(client, guild, other);
    await guild.joined(discord.bot);
    expect(guild.channelOf(discord.bot.id)).toBe(other);
  });
});
