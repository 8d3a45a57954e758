import type { VoiceConnection } from '@discordjs/voice';

import type { BotVoice } from './bot-voice';
import type { DaveGroup, DaveOptions } from './dave-group';
import type { StandInGuild } from './guild';
import { frequencyOf, LibraryBots, listeningTo, play, tone } from './library-bots';
import type { StandInMember } from './member';
import { StandInDiscord } from './stand-in-discord';

describe('StandInDiscord with DAVE', () => {
  let discord: StandInDiscord;
  let bots: LibraryBots;
  let guild: StandInGuild;
  let alice: StandInMember;
  let bob: StandInMember;
  let voice: BotVoice;
  let connection: VoiceConnection;

  /** Alice and the bot are in the channel; Bob is not. */
  async function start(dave: DaveOptions = {}): Promise<DaveGroup> {
    discord = await StandInDiscord.start({ voice: { dave } });
    bots = new LibraryBots(discord);
    guild = discord.addGuild('Guild');
    alice = guild.addMember('alice');
    bob = guild.addMember('bob');
    alice.join(guild.voice);
    connection = await bots.join(await bots.logIn(), guild);
    voice = guild.voiceOf(discord.bot);
    const group = voice.channel?.dave;
    if (group === undefined) throw new Error('no group');
    return group;
  }

  /** Packets of 100 ms of a voice that the bot could read. */
  async function hears(person: StandInMember): Promise<number> {
    const { heard, ended } = listeningTo(connection, person.id);
    await person.say(tone(440, 100));
    await ended;
    connection.receiver.subscriptions.get(person.id)?.destroy();
    return heard.length;
  }

  async function isHeard(): Promise<boolean> {
    voice.recording.clear();
    play(connection, tone(880, 200));
    await voice.heard(10);
    return voice.recording.unreadable === 0 && frequencyOf([voice.recording.pcm()]) > 850;
  }

  afterEach(async () => {
    await bots.close();
    await discord.close();
  });

  it.each([
    { committer: 'person', start: 'at-once' },
    { committer: 'client', start: 'at-once' },
    { committer: 'person', start: 'when-ready' },
    { committer: 'client', start: 'when-ready' },
  ] as const)('changes keys as people come and go: %o', async (options) => {
    const group = await start(options);
    const carol = guild.addMember('carol');
    bob.join(guild.voice);
    carol.join(guild.voice);
    await voice.ready();
    expect(new Set(group.memberIds)).toEqual(
      new Set([alice, bob, carol, discord.bot].map(({ id }) => id)),
    );
    expect(await hears(carol)).toBe(5);
    const epoch = group.epoch;
    alice.leave();
    await voice.ready();
    expect(group.epoch).toBe(epoch + 1n);
    expect(await hears(bob)).toBe(5);
    expect(await isHeard()).toBe(true);
    expect(connection.voicePrivacyCode).toBe(voice.channel?.person(bob.id)?.dave?.privacyCode);
  });

  it.each(['person', 'client'] as const)('lets the %s commit when told so', async (committer) => {
    const group = await start({ committer });
    bob.join(guild.voice);
    await voice.ready();
    const botCommitted = group.committers.map((userId) => userId === discord.bot.id);
    expect(botCommitted).toEqual([committer === 'client', committer === 'client']);
  });

  it('begins a new group when a member is alone and somebody comes', async () => {
    const group = await start();
    alice.leave();
    await voice.ready();
    expect(group.memberIds).toEqual([]);
    bob.join(guild.voice);
    await voice.ready();
    expect(await hears(bob)).toBe(5);
    expect(await isHeard()).toBe(true);
  });

  it('makes a new group in the middle of the call', async () => {
    const group = await start();
    group.reinitialise();
    await voice.ready();
    expect(group.epoch).toBe(1n);
    expect(await hears(alice)).toBe(5);
    expect(await isHeard()).toBe(true);
  });

  it('takes back a bot that could not read a commit', async () => {
    const group = await start();
    bob.join(guild.voice);
    await voice.ready();
    group.announceGarbage();
    await discord.until('opcode 31', () => voice.client?.received.some(({ op }) => op === 31));
    await voice.ready();
    expect(await hears(bob)).toBe(5);
    expect(await isHeard()).toBe(true);
  });

  it.each(['at-once', 'when-ready'] as const)(
    'ends the encryption %s and takes it up again',
    async (when) => {
      const group = await start();
      group.downgrade(when);
      await voice.ready();
      expect(group.protocolVersion).toBe(0);
      expect(await hears(alice)).toBe(5);
      expect(await isHeard()).toBe(true);
      bob.join(guild.voice);
      expect(await hears(bob)).toBe(5);
      group.reinitialise();
      await voice.ready();
      expect(group.memberIds).toHaveLength(3);
      expect(await isHeard()).toBe(true);
    },
  );

  it('sends frames that nobody can read', async () => {
    await start({ start: 'when-ready' });
    const { heard, ended } = listeningTo(connection, alice.id);
    await alice.say(tone(440, 200), { unreadableFrames: 4 });
    await ended;
    expect(heard).toHaveLength(6);
  });
});
