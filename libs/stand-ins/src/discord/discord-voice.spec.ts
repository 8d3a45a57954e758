import { once } from 'node:events';

import { entersState, VoiceConnectionStatus } from '@discordjs/voice';

import type { BotVoice } from './bot-voice';
import type { StandInGuild } from './guild';
import { frequencyOf, LibraryBots, listeningTo, listenTo, play, tone } from './library-bots';
import type { StandInMember } from './member';
import { VOICE_MODES } from './rtp';
import { StandInDiscord } from './stand-in-discord';
import type { VoiceServerOptions } from './voice-server';

describe(StandInDiscord, () => {
  let discord: StandInDiscord;
  let bots: LibraryBots;
  let guild: StandInGuild;
  let alice: StandInMember;
  let voice: BotVoice;

  async function start(options: VoiceServerOptions = {}): Promise<void> {
    discord = await StandInDiscord.start({ voice: options });
    bots = new LibraryBots(discord);
    guild = discord.addGuild('Guild');
    alice = guild.addMember('alice');
    voice = guild.voiceOf(discord.bot);
  }

  afterEach(async () => {
    await bots.close();
    await discord.close();
  });

  it.each(VOICE_MODES)('lets a bot hear and be heard without DAVE, in %s', async (mode) => {
    await start({ modes: [mode], dave: false });
    alice.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const { heard, ended } = listeningTo(connection, alice.id);
    await alice.say(tone(440, 400));
    play(connection, tone(880, 400));
    await Promise.all([voice.heard(20), ended]);
    expect(frequencyOf(heard)).toBeCloseTo(440, -1);
    expect(frequencyOf([voice.recording.pcm()])).toBeCloseTo(880, -1);
    expect(voice.recording.brokenPackets).toBe(0);
  });

  it('sends each voice on its own grid of 20 ms', async () => {
    await start({ dave: false });
    const people = ['bob', 'carol', 'dave'].map((name) => guild.addMember(name));
    for (const person of [alice, ...people]) person.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const listening = [alice, ...people].map(({ id }) => listeningTo(connection, id));
    const tones = [alice, ...people].map((_, index) => tone(400 + 100 * index, 300));
    // Later than four voices are encoded on a busy machine.
    const startAtMs = performance.now() + 2000;
    const spoken = await Promise.all(
      [alice, ...people].map((person, index) =>
        person.say(tones[index] ?? new Int16Array(), { startAtMs }),
      ),
    );
    expect(new Set(spoken.map(({ startedAtMs }) => startedAtMs)).size).toBe(1);
    expect(spoken.map(({ sentAtMs }) => sentAtMs.length)).toEqual([15, 15, 15, 15]);
    await Promise.all(listening.map(({ ended }) => ended));
    expect(listening.map(({ heard }) => Math.round(frequencyOf(heard) / 100))).toEqual([
      4, 5, 6, 7,
    ]);
  });

  it('loses, repeats and spoils packets as it is told, the same ones for a seed', async () => {
    await start({ dave: false });
    alice.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const ssrcs = new Set<number>();
    connection.receiver.ssrcMap.on('create', ({ audioSSRC }) => ssrcs.add(audioSSRC));
    const options = { loss: 0.3, reorder: 0.1, duplicate: 0.2, seed: 7 };
    const first = await alice.say(tone(440, 400), options);
    const second = await alice.say(tone(440, 400), { ...options, newSsrcAfterPackets: 5 });
    expect(first.lost).toBeGreaterThan(2);
    expect(second.lost).toBe(first.lost);
    expect(ssrcs.size).toBe(2);
  });

  it('sends bytes that are no packets, and packets that no key opens', async () => {
    await start({ dave: false });
    alice.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const stream = connection.receiver.subscribe(alice.id);
    const failed = once(stream, 'close').catch((error: unknown) => error);
    await alice.say(tone(440, 200), { garbage: 0.5, wrongKey: 0.5 });
    // The library gives a stream up at the first packet that it cannot open.
    expect(await failed).toHaveProperty('message');
  });

  it('is late by as much as it is told', async () => {
    await start({ dave: false });
    alice.join(guild.voice);
    await bots.join(await bots.logIn(), guild);
    const { startedAtMs, sentAtMs } = await alice.say(tone(440, 400), { jitterMs: 15 });
    const lateMs = sentAtMs.map((atMs, index) => atMs - startedAtMs - 20 * index);
    expect(Math.max(...lateMs) - Math.min(...lateMs)).toBeGreaterThan(5);
  });

  it('tells whose packets they are only later when it is told to', async () => {
    await start({ dave: false });
    alice.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const { heard, ended } = listeningTo(connection, alice.id);
    await alice.say(tone(440, 1000), { announcedAfterPackets: 10 });
    await ended;
    expect(heard.length).toBeGreaterThan(5);
    // Of somebody who is known from the beginning, all fifty are heard.
    expect(heard.length).toBeLessThan(50);
  });

  it.each([undefined, 4015])(
    'resumes after close code %p with the messages that were missed',
    async (code) => {
      await start();
      alice.join(guild.voice);
      const connection = await bots.join(await bots.logIn(), guild);
      const { client } = voice;
      voice.drop(code);
      const bob = guild.addMember('bob');
      bob.join(guild.voice);
      await voice.resumed();
      await voice.ready();
      const { heard, ended } = listeningTo(connection, bob.id);
      await bob.say(tone(440, 200));
      await ended;
      expect(voice.client).toBe(client);
      expect(heard).toHaveLength(10);
    },
  );

  it.each([4006, 4009, 4022])('takes a bot back after close code %d', async (code) => {
    await start();
    const connection = await bots.join(await bots.logIn(), guild);
    const { client } = voice;
    voice.drop(code);
    if (client === undefined) throw new Error('no session');
    await voice.reconnected(client);
    await entersState(connection, VoiceConnectionStatus.Ready, 20_000);
  });

  it('throws a bot out, and it stays out', async () => {
    await start();
    const connection = await bots.join(await bots.logIn(), guild);
    const closed = once(connection, VoiceConnectionStatus.Disconnected);
    guild.kickBot(discord.bot);
    await closed;
    await guild.left(discord.bot);
    expect(voice.client).toBeUndefined();
  });

  it('moves a bot to another channel and to another region', async () => {
    await start();
    const other = guild.addChannel('voice', 'Other');
    alice.join(other);
    const connection = await bots.join(await bots.logIn(), guild);
    guild.moveBot(discord.bot, other);
    await guild.joined(discord.bot, other);
    const moved = await voice.ready();
    expect(connection.joinConfig.channelId).toBe(other.id);
    guild.changeRegion(discord.bot);
    await voice.reconnected(moved);
    await voice.ready();
    const { heard, ended } = listeningTo(connection, alice.id);
    await alice.say(tone(440, 200));
    await ended;
    expect(heard).toHaveLength(10);
  });

  it('answers nobody during an outage', async () => {
    await start({ dave: false });
    const connection = await bots.join(await bots.logIn(), guild);
    discord.voice.beginOutage('refuse');
    await once(connection, VoiceConnectionStatus.Connecting);
    discord.voice.outage.end();
    await entersState(connection, VoiceConnectionStatus.Ready, 20_000);
  });

  it('takes and sends no packets while UDP is out', async () => {
    await start({ dave: false });
    alice.join(guild.voice);
    const connection = await bots.join(await bots.logIn(), guild);
    const { heard, ended } = listeningTo(connection, alice.id);
    discord.voice.udp.isOut = true;
    await alice.say(tone(440, 100));
    discord.voice.udp.isOut = false;
    expect(heard).toHaveLength(0);
    await alice.say(tone(440, 100));
    await ended;
    expect(heard).toHaveLength(5);
  });

  it('lets the bots of a channel hear each other', async () => {
    await start();
    const second = discord.addBot('second');
    guild.addBot(second);
    alice.join(guild.voice);
    const one = await bots.join(await bots.logIn(), guild);
    const other = await bots.join(await bots.logIn(second.token), guild, guild.voice, second);
    await voice.ready();
    const heard = listenTo(other, discord.bot.id, discord.changes);
    one.setSpeaking(true);
    await discord.until('speaking', () => voice.client?.isSpeaking === true);
    await guild.voiceOf(second).client?.flushed();
    play(one, tone(880, 200));
    await discord.until('the other bot hearing', () => heard.length === 10);
    expect(voice.recording.unreadable).toBe(0);
  });

  it('keeps a bot in the audience of a stage silent until it may speak', async () => {
    await start();
    const stage = guild.addChannel('stage', 'Stage');
    alice.join(stage);
    const client = await bots.logIn();
    const connection = await bots.join(client, guild, stage);
    play(connection, tone(880, 100));
    await discord.until('silenced packets', () => voice.client?.silencedPackets === 5);
    const { me } = client.guilds.cache.get(guild.id)?.members ?? {};
    await expect(me?.voice.setSuppressed(false)).rejects.toThrow('Missing Permissions');
    await me?.voice.setRequestToSpeak(true);
    guild.voiceStates.suppress(discord.bot.id, false);
    play(connection, tone(880, 100));
    await voice.heard(5);
  });
});
