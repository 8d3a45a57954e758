import { setTimeout as sleep } from 'node:timers/promises';

import type { BotVoice, StandInGuild } from '@vox/stand-ins';

import { DiscordLife } from '../support/discord/discord-life';

const DARK_MS = 30_000;

/** Sent to the old server before the bot was told of the new one: what goes through gateway and thread takes its time. */
const ON_ITS_WAY_FRAMES = 25;

/** Of an answer that was interrupted by the connection in its second second. */
const STILL_TO_COME_FRAMES = 50;

describe("A bot's connection in Discord, end-to-end encrypted", () => {
  let life: DiscordLife;

  beforeAll(async () => {
    life = await DiscordLife.start();
  }, 180_000);
  afterAll(() => life?.close());

  it('is heard to the end when its voice connection breaks, closes or moves to another region in mid-answer', async () => {
    const resumes = (code?: number) => async (voice: BotVoice) => {
      const before = await voice.ready();
      voice.drop(code);
      expect(await voice.resumed()).toBe(before);
    };
    const moves = async (voice: BotVoice, guild: StandInGuild) => {
      const before = await voice.ready();
      guild.changeRegion(life.discord.bot);
      await voice.reconnected(before);
    };
    const breaks = [
      { name: 'broken', happens: resumes(), lostFrames: 0 },
      { name: 'crashed', happens: resumes(4015), lostFrames: 0 },
      { name: 'moved', happens: moves, lostFrames: ON_ITS_WAY_FRAMES },
    ];
    const names = breaks.map(({ name }) => name);
    const places = await life.speakingIn(names, async (place, index) => {
      await breaks[index]?.happens(life.voiceOf(place.guild), place.guild);
      return { ...place, reconnectedAtMs: performance.now() };
    });
    await Promise.all(
      places.map(async ({ guild, ann, reconnectedAtMs }, index) => {
        await life.expectAllHeard(guild, ann, breaks[index]?.lostFrames);
        expect(life.framesSince(guild, reconnectedAtMs)).toBeGreaterThan(STILL_TO_COME_FRAMES);
        await life.talksOn(ann, 2);
      }),
    );
  });

  it('stays away from a voice server that it came to too often (4021), while others are answered', async () => {
    const { guild } = await life.speaking('limited');
    life.voiceOf(guild).drop(4021);
    await life.voiceOf(guild).gone();
    // Takes several seconds; after any other close the bot is back in two.
    const elsewhere = life.place('elsewhere');
    await life.server.join(elsewhere.guild);
    await life.talksOn(elsewhere.ann, 1);
    expect(life.voiceOf(guild).client).toBeUndefined();
  });

  it('resumes its gateway session when that breaks, and the answer is heard to the end', async () => {
    const { guild, ann } = await life.speaking('gateway resumed');
    const session = await life.discord.bot.online();
    life.discord.gateway.drop();
    expect(await life.discord.bot.resumed()).toBe(session);
    await life.expectAllHeard(guild, ann);
  });

  it('talks on while the gateway is away, for 30 s at least, and begins a new session with it', async () => {
    const { guild, ann } = await life.speaking('gateway away');
    const session = await life.discord.bot.online();
    life.discord.gateway.beginOutage('refuse');
    const darkEnough = sleep(DARK_MS);
    await life.expectAllHeard(guild, ann);
    expect(await life.talksOn(ann, 2)).toHaveLength(4);
    await darkEnough;
    life.discord.comeBack();
    // discord.js resumes a connection that broke, and begins anew when it could not connect.
    const isBack = () => life.discord.bot.session !== session && life.discord.bot.session;
    await life.discord.until('a new gateway session', isBack);
    await life.voiceOf(guild).ready();
    expect(await life.talksOn(ann, 3)).toHaveLength(6);
  }, 240_000);

  it('begins a new gateway session in the middle of an answer, and keeps the conversation', async () => {
    const { guild, ann } = await life.speaking('identified');
    const before = life.discord.bot.session;
    life.discord.gateway.drop(4000, 1);
    await life.expectAllHeard(guild, ann);
    await life.discord.bot.online();
    expect(life.discord.bot.session).not.toBe(before);
    await life.voiceOf(guild).ready();
    expect(await life.talksOn(ann, 2)).toHaveLength(4);
  }, 180_000);
});
