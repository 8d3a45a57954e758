import { Logger } from '@nestjs/common';
import { AgentUnavailableError, CapacityError, InvalidInputError } from '@vox/voice-core';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';
import { VoiceUnavailableError } from '../voice-channels';

const SECOND_MS = 1000;
const LONG_REPLY = 'word '.repeat(40).trim();

describe('the life of a conversation in a voice channel', () => {
  let bench: GuildBench;

  const use = async (script: GuildScript = {}) => {
    bench = await GuildBench.withAnn(script);
  };
  const status = () => bench.voice.status(BOT_ID, 'guild');
  /** The bot has joined and speaks. */
  const useSpeaking = async () => {
    bench = await GuildBench.speaking(LONG_REPLY);
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  describe('joining', () => {
    it('comes by itself when a person enters a chosen channel, and not for a bot', async () => {
      bench = new GuildBench();
      bench.settings.autoJoinChannelIds.add('talk');
      await bench.start();
      bench.guild.move('music', 'talk', true);
      bench.guild.move('ann', 'other');
      await bench.clock.advance(SECOND_MS);
      expect(status()).toBeUndefined();
      bench.guild.move('ann', 'talk');
      await bench.clock.advance(SECOND_MS);
      expect(status()).toMatchObject({ channelId: 'talk', status: 'ready' });
    });

    it('comes to people who are in a chosen channel when the bot logs in', async () => {
      bench = new GuildBench();
      bench.settings.autoJoinChannelIds.add('talk');
      bench.guild.move('ann', 'talk');
      await bench.start();
      expect(status()?.channelId).toBe('talk');
    });

    it('names what is wrong with a channel that it cannot join', async () => {
      await use();
      const refusal = { reason: 'permissions', missing: ['connect'] } as const;
      bench.guild.addChannel('closed', { refusal });
      await expect(bench.join({ channelId: 'closed' })).rejects.toThrow('lacks Connect');
      await expect(bench.join({ channelId: 'none' })).rejects.toMatchObject({
        field: 'channel_id',
      });
      await expect(bench.join({ guildId: 'none' })).rejects.toBeInstanceOf(InvalidInputError);
      expect(bench.connections.opened).toEqual([]);
    });

    it('gives up when Discord gives no connection in time, and leaves nothing behind', async () => {
      await use();
      bench.connections.isReachable = false;
      await expect(bench.join()).rejects.toBeInstanceOf(VoiceUnavailableError);
      expect(status()).toBeUndefined();
      expect(bench.connection.state.status).toBe('closed');
    });

    it('joins with the agent that is named while the database is away, and with no other than the chosen one', async () => {
      await use();
      bench.settings.isAway = true;
      await expect(bench.join()).rejects.toBeInstanceOf(AgentUnavailableError);
      const agentId = bench.settings.config.id;
      expect(await bench.join({ agentId })).toMatchObject({ agentName: 'Vox', status: 'ready' });
    });

    it('refuses to join while the server is full', async () => {
      await use({ maxSessions: 1 });
      await bench.join();
      await bench.speak(200, { ann: bench.stt.voice('apples') });
      bench.guilds.add('second').move('bob', 'talk');
      await expect(bench.join({ guildId: 'second' })).rejects.toBeInstanceOf(CapacityError);
    });

    it('tells in writing and aloud that it listens, when that is asked for', async () => {
      await use({ discord: { notice: 'both' } });
      await bench.join({ textChannelId: 'text' });
      await bench.clock.advance(2 * SECOND_MS);
      expect(bench.guild.posts).toEqual([{ channelId: 'text', text: 'You are listened to.' }]);
      expect(bench.said).toEqual(['You are listened to.']);
    });
  });

  describe('leaving', () => {
    it('leaves a moment after the last person, and stays when they come back at once', async () => {
      await use();
      await bench.join();
      bench.guild.move('ann', undefined);
      await bench.clock.advance(3 * SECOND_MS);
      bench.guild.move('ann', 'talk');
      await bench.clock.advance(10 * SECOND_MS);
      expect(status()).toBeDefined();
      bench.guild.move('ann', 'other');
      await bench.clock.advance(6 * SECOND_MS);
      expect(status()).toBeUndefined();
      expect(bench.connection.state.status).toBe('closed');
    });

    it('ends the answer and everything else when it is kicked while it speaks', async () => {
      await useSpeaking();
      bench.guild.move(BOT_ID, 'talk');
      bench.guild.move(BOT_ID, undefined);
      await bench.clock.advance(SECOND_MS);
      expect(status()).toBeUndefined();
      expect(bench.turns).toMatchObject([{ end: { outcome: 'interrupted' } }]);
      expect(bench.connections.opened).toHaveLength(1);
    });

    it.each([
      ['the guild removes it', { type: 'guild-removed' } as const],
      ['its channel is deleted', { type: 'channel-deleted', channelId: 'talk' } as const],
    ])('ends cleanly when %s while it speaks', async (_case, event) => {
      await useSpeaking();
      bench.guild.onEvent(event);
      await bench.clock.advance(SECOND_MS);
      expect(status()).toBeUndefined();
      expect(bench.turns).toMatchObject([{ end: { outcome: 'interrupted' } }]);
      expect(bench.connection.state.status).toBe('closed');
    });

    it("does not mind another channel's deletion", async () => {
      await useSpeaking();
      bench.guild.onEvent({ type: 'channel-deleted', channelId: 'other' });
      await bench.clock.advance(20 * SECOND_MS);
      expect(bench.turns).toMatchObject([{ end: { outcome: 'completed' } }]);
    });
  });

  describe('moving', () => {
    it('follows when it is moved, with those who came along', async () => {
      await use();
      bench.guild.move('bob', 'talk');
      await bench.join();
      const ann = bench.stt.voice('apples');
      const bob = bench.stt.voice('pears');
      await bench.speak(SECOND_MS, { ann, bob });
      await bench.clock.advance(5 * SECOND_MS);
      bench.guild.move(BOT_ID, 'other');
      bench.guild.move('ann', 'other');
      await bench.clock.advance(SECOND_MS);
      await bench.speak(SECOND_MS, { ann, bob });
      await bench.clock.advance(5 * SECOND_MS);
      expect(status()).toMatchObject({
        channelId: 'other',
        sessions: [{ userId: 'discord:ann' }],
      });
      expect(bench.said).toEqual(['Answer to apples.', 'Answer to pears.', 'Answer to apples.']);
    });

    it('goes where it is called', async () => {
      await use();
      await bench.join();
      bench.guild.move('bob', 'other');
      expect(await bench.join({ channelId: 'other' })).toMatchObject({ channelId: 'other' });
      expect(bench.connections.opened).toHaveLength(1);
      expect(bench.connection.moves).toEqual(['other']);
    });
  });

  describe('stages', () => {
    const onStage = async (stage: typeof bench.guild.stage) => {
      await use({ agent: { greeting: 'Good evening.' } });
      bench.guild.addChannel('stage', { isStage: true });
      bench.guild.stage = stage;
      bench.guild.move('ann', 'stage');
      await bench.join({ channelId: 'stage' });
      await bench.clock.advance(3 * SECOND_MS);
    };

    it('begins at once where it may become a speaker', async () => {
      await onStage('speaker');
      expect(bench.said).toEqual(['Good evening.']);
    });

    it('asks to speak, says so in writing, and begins when it is let', async () => {
      await onStage('asked');
      expect(bench.said).toEqual([]);
      expect(bench.guild.posts[0]?.text).toContain('asked to speak');
      bench.guild.onEvent({ type: 'permission', mayConverse: true });
      await bench.clock.advance(3 * SECOND_MS);
      expect(bench.said).toEqual(['Good evening.']);
    });

    it('begins when it is let before Discord has answered', async () => {
      await use({ agent: { greeting: 'Good evening.' } });
      bench.guild.addChannel('stage', { isStage: true });
      bench.guild.stage = 'asked';
      const answering = Promise.withResolvers<void>();
      bench.guild.answering = answering.promise;
      bench.guild.move('ann', 'stage');
      void bench.join({ channelId: 'stage' });
      await bench.clock.advance(0);
      bench.guild.onEvent({ type: 'permission', mayConverse: true });
      answering.resolve();
      await bench.clock.advance(3 * SECOND_MS);
      expect(bench.said).toEqual(['Good evening.']);
      const ann = bench.stt.voice('apples');
      await bench.speak(SECOND_MS, { ann });
      expect(bench.stt.hasHeard(ann)).toBe(true);
    });

    it('says in writing that it may not even ask', async () => {
      await onStage(new Error('Missing Permissions'));
      expect(bench.guild.posts[0]?.text).toContain('may not speak');
      expect(bench.said).toEqual([]);
    });
  });

  it('writes captions to the channel that wants them, from when it wants them', async () => {
    await use();
    await bench.join();
    const ann = bench.stt.voice('apples');
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.guild.posts).toEqual([]);
    bench.voice.caption(BOT_ID, 'guild', 'text');
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.guild.posts).toEqual([
      { channelId: 'text', text: '**Ann:** apples\n**Vox:** Answer to apples.' },
    ]);
  });

  it('goes on with captions that the guild wants when it comes again', async () => {
    await use();
    bench.settings.captionsChannel = 'text';
    expect(await bench.join()).toMatchObject({ captionsChannelId: 'text' });
  });

  it('says when too much waits to be said, and captions only what is said', async () => {
    await use();
    expect(bench.voice.say(BOT_ID, 'guild', 'hello')).toBe('not-in-voice');
    await bench.join();
    bench.voice.caption(BOT_ID, 'guild', 'text');
    const said = Array.from({ length: 12 }, (_, index) =>
      bench.voice.say(BOT_ID, 'guild', `number ${index}`),
    );
    expect(said.map((each) => each === 'queued')).toEqual([
      ...Array.from({ length: 10 }, () => true),
      false,
      false,
    ]);
    expect(said.at(-1)).toBe('full');
    await bench.clock.advance(30 * SECOND_MS);
    expect(bench.said).toHaveLength(10);
    expect(bench.guild.posts).toHaveLength(10);
  });

  it('knows which languages its recognition takes', async () => {
    await use();
    expect(bench.voice.isHeardIn('en-GB')).toBe(true);
    expect(bench.voice.isHeardIn('de')).toBe(false);
  });

  it('begins anew with somebody whose conversations were deleted', async () => {
    await use();
    await bench.join();
    const ann = bench.stt.voice('apples');
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    const forgetting = bench.voice.forget('ann');
    await bench.clock.advance(0);
    await forgetting;
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.llm.calls.at(-1)?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('ends the conversations of a bot that is stopped', async () => {
    await useSpeaking();
    const stopping = bench.bots.remove(bench.bot);
    await bench.clock.advance(SECOND_MS);
    await stopping;
    expect(status()).toBeUndefined();
    expect(bench.connection.state.status).toBe('closed');
  });
});
