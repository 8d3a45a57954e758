import { setTimeout as sleep } from 'node:timers/promises';

import { DiscordLife, type Place } from '../support/discord/discord-life';

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
    const places = await life.speakingIn(['broken', 'crashed', 'moved']);
    const [broken, crashed, moved] = places as [Place, Place, Place];
    const voices = places.map(({ guild }) => life.voiceOf(guild));
    const before = await Promise.all(voices.map((voice) => voice.ready()));
    life.voiceOf(broken.guild).drop();
    life.voiceOf(crashed.guild).drop(4015);
    moved.guild.changeRegion(life.discord.bot);
    expect(await life.voiceOf(broken.guild).resumed()).toBe(before[0]);
    expect(await life.voiceOf(crashed.guild).resumed()).toBe(before[1]);
    const old = before[2];
    if (old !== undefined) await life.voiceOf(moved.guild).reconnected(old);
    const reconnectedAtMs = performance.now();
    await Promise.all([
      life.expectAllHeard(broken.guild, broken.ann),
      life.expectAllHeard(crashed.guild, crashed.ann),
      life.expectAllHeard(moved.guild, moved.ann, ON_ITS_WAY_FRAMES),
    ]);
    for (const { guild } of places) {
      expect(life.framesSince(guild, reconnectedAtMs)).toBeGreaterThan(STILL_TO_COME_FRAMES);
    }
    await Promise.all(places.map(({ ann }) => life.talksOn(ann, 2)));
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
