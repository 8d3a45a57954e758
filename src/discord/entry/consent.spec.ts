import { Logger } from '@nestjs/common';
import { DiscordAPIError } from 'discord.js';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;
/** Said in two seconds. */
const NOTICE = `You are listened to ${'and told so '.repeat(5)}at length.`;

/** As Discord refuses a message, with what it was asked to post. */
function refused(content: string): DiscordAPIError {
  const reason = { code: 50013, message: 'Missing Permissions' };
  return new DiscordAPIError(reason, 50013, 403, 'POST', 'https://discord.test/messages', {
    body: { content },
    files: [],
  });
}

describe('being told before being listened to', () => {
  let bench: GuildBench;

  const use = async (notice: 'spoken' | 'written' | 'both', script: GuildScript = {}) => {
    bench = new GuildBench({
      ...script,
      discord: { notice, noticeText: NOTICE, ...script.discord },
    });
    bench.guild.move('ann', 'talk');
    await bench.start();
  };
  /** Whether anything of what Ann says now gets as far as the loop. */
  const hears = async (): Promise<boolean> => {
    const before = bench.service.inputs.length;
    await bench.speak(500, { ann: bench.stt.voice('apples') });
    return bench.service.inputs.length > before;
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  it('does not take a notice for lost that was posted while the process was held up', async () => {
    await use('written');
    const posting = Promise.withResolvers<void>();
    bench.guild.answering = posting.promise;
    const joining = bench.join({ textChannelId: 'text' });
    await bench.clock.advance(0);
    await bench.clock.stall(5 * SECOND_MS);
    posting.resolve();
    await bench.clock.advance(0);
    await joining;
    expect(bench.guild.posts).toEqual([{ channelId: 'text', text: NOTICE }]);
    expect(await hears()).toBe(true);
  });

  it.each(['personal', 'room'] as const)(
    'takes as long as the written notice takes to be posted (%s)',
    async (mode) => {
      await use('written', { discord: { mode } });
      const posting = Promise.withResolvers<void>();
      bench.guild.answering = posting.promise;
      let hasJoined = false;
      void bench.join({ textChannelId: 'text' }).then(() => (hasJoined = true));
      await bench.clock.advance(0);
      expect(await hears()).toBe(false);
      expect(hasJoined).toBe(false);
      posting.resolve();
      await bench.clock.advance(0);
      expect(hasJoined).toBe(true);
      expect(bench.guild.posts).toEqual([{ channelId: 'text', text: NOTICE }]);
      expect(await hears()).toBe(true);
      expect(bench.said).toEqual([]);
    },
  );

  it('takes as long as the spoken notice takes to be said', async () => {
    await use('spoken');
    await bench.join();
    expect(await hears()).toBe(false);
    await bench.clock.advance(2 * SECOND_MS);
    expect(bench.said).toEqual([NOTICE]);
    expect(await hears()).toBe(true);
  });

  it('is done aloud where it cannot be written', async () => {
    await use('written');
    bench.guild.postFailure = refused(NOTICE);
    await bench.join();
    expect(await hears()).toBe(false);
    await bench.clock.advance(2 * SECOND_MS);
    expect(bench.said).toEqual([NOTICE]);
    expect(await hears()).toBe(true);
  });

  it('is done aloud where Discord takes its time', async () => {
    await use('written');
    bench.guild.answering = new Promise(() => undefined);
    void bench.join();
    await bench.clock.advance(3 * SECOND_MS);
    expect(await hears()).toBe(false);
    await bench.clock.advance(2 * SECOND_MS);
    expect(bench.said).toEqual([NOTICE]);
    expect(await hears()).toBe(true);
  });

  it('is tried again where it could be done in no way, and nobody is listened to meanwhile', async () => {
    await use('written');
    bench.guild.postFailure = refused(NOTICE);
    await bench.join();
    // Too much waits to be said for the notice to be taken.
    for (let index = 0; index < 10; index++) bench.voice.say(BOT_ID, 'guild', 'word '.repeat(50));
    bench.guild.postFailure = refused(NOTICE);
    expect(await hears()).toBe(false);
    bench.guild.postFailure = undefined;
    await bench.clock.advance(120 * SECOND_MS);
    expect(await hears()).toBe(true);
  });

  it('is done again in another channel that the bot is moved to, where those people read it', async () => {
    await use('written');
    await bench.join({ textChannelId: 'text' });
    await bench.clock.advance(2 * SECOND_MS);
    expect(await hears()).toBe(true);
    const posting = Promise.withResolvers<void>();
    bench.guild.answering = posting.promise;
    bench.guild.move(BOT_ID, 'other');
    bench.guild.move('ann', 'other');
    await bench.clock.advance(SECOND_MS);
    expect(await hears()).toBe(false);
    posting.resolve();
    await bench.clock.advance(SECOND_MS);
    expect(bench.guild.posts.map(({ channelId }) => channelId)).toEqual(['text', 'other']);
    expect(await hears()).toBe(true);
  });

  it('is not done again when the connection is opened again', async () => {
    await use('written');
    await bench.join();
    bench.connection.fail('connection-lost');
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.guild.posts).toHaveLength(1);
    expect(await hears()).toBe(true);
  });

  it('is of no use while the bot may not answer: it says so, and listens when it may', async () => {
    await use('written', { agent: { tts: { language: 'de' } } });
    await bench.join();
    bench.guild.onEvent({ type: 'permission', mayConverse: false });
    await bench.clock.advance(2 * SECOND_MS);
    expect(bench.guild.posts.at(-1)?.text).toContain('Ich darf hier gerade nicht sprechen');
    expect(await hears()).toBe(false);
    bench.guild.onEvent({ type: 'permission', mayConverse: true });
    expect(await hears()).toBe(true);
    expect(bench.guild.posts).toHaveLength(2);
  });

  it('says that it was deafened, rather than seem not to listen, and goes on when it may hear', async () => {
    await use('written');
    bench.guild.isDeafened = true;
    await bench.join();
    await bench.clock.advance(SECOND_MS);
    const posts = () => bench.guild.posts.map(({ text }) => text);
    expect(posts()).toEqual([expect.stringContaining('I have been deafened')]);
    expect(await hears()).toBe(false);
    bench.guild.isDeafened = false;
    bench.guild.onEvent({ type: 'permission', mayConverse: true });
    expect(await hears()).toBe(true);
    bench.guild.isDeafened = true;
    bench.guild.onEvent({ type: 'permission', mayConverse: false });
    await bench.clock.advance(SECOND_MS);
    expect(posts()).toHaveLength(3);
    expect(posts().at(-1)).toContain('I have been deafened');
  });

  it('does not listen where a moderator has muted it', async () => {
    await use('written');
    bench.guild.isMuted = true;
    await bench.join();
    await bench.clock.advance(SECOND_MS);
    expect(bench.guild.posts.map(({ text }) => text)).toEqual([
      expect.stringContaining('I may not speak here'),
    ]);
    expect(await hears()).toBe(false);
  });
});

describe('the log', () => {
  afterEach(() => Logger.overrideLogger(false));

  it('has no words of people, also when Discord refuses to post them', async () => {
    const lines: unknown[] = [];
    const write = (...line: unknown[]) => void lines.push(line);
    Logger.overrideLogger({ log: write, warn: write, error: write });
    const bench = new GuildBench();
    bench.guild.move('ann', 'talk');
    await bench.start();
    await bench.join();
    bench.voice.caption(BOT_ID, 'guild', 'text');
    bench.guild.postFailure = refused('**Ann:** my secret');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('my secret') });
    await bench.clock.advance(10 * SECOND_MS);
    bench.connection.fail('disconnected');
    await bench.clock.advance(SECOND_MS);
    await bench.stop();
    const log = JSON.stringify(lines);
    expect(log).not.toContain('secret');
    expect(log).toContain('50013');
    expect(log).toContain('"reason":"disconnected"');
    expect(log).toContain('taken-out');
  });
});
