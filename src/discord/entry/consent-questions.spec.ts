import { Logger } from '@nestjs/common';

import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';
import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { MemoryConsentStore } from '../../../test/support/memory-consents';

const ANN = { id: 'ann', name: 'Ann' };
const CY = { id: 'cy', name: 'Cy' };

describe('what people in a voice channel allow', () => {
  let bench: GuildBench;
  let store: MemoryConsentStore;

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  async function join(script: GuildScript): Promise<void> {
    store = new MemoryConsentStore();
    bench = new GuildBench({ ...script, consents: { store, ...script.consents } });
    bench.guild.move('ann', 'talk');
    await bench.start();
    await bench.join();
    await bench.clock.advance(0);
  }
  const answer = (person: typeof ANN, kind: 'recording' | 'processing', isGiven: boolean) =>
    bench.voice.answerConsent(BOT_ID, 'guild', person, { kind, isGiven });
  const sessionOf = (userId: string) =>
    bench.events.find(({ session }) => session.userId === userId)?.session.sessionId ?? '';

  it.each(['personal', 'room'] as const)(
    'is asked for with buttons when the bot comes, and counts for who presses (%s)',
    async (mode) => {
      await join({ discord: { mode }, consents: { wanted: ['recording'] } });
      expect(bench.guild.posts).toEqual([
        { channelId: 'talk', text: expect.stringMatching(/<@ann>[^]*keep a recording/u) as string },
      ]);
      expect(bench.guild.buttons).toEqual([['consent/recording/yes', 'consent/recording/no']]);
      expect(await answer(CY, 'recording', true)).toBe(true);
      await bench.speak(500, { ann: bench.stt.voice('apples') });
      await bench.clock.advance(2000);
      const sessionId = sessionOf(mode === 'personal' ? 'discord:ann' : 'discord-channel:talk');
      const mayRecord = () => bench.consents.isGiven({ sessionId, speakerId: 'ann' }, 'recording');
      expect(mayRecord()).toBe(false);
      await answer(ANN, 'recording', true);
      expect(mayRecord()).toBe(true);
      expect(await bench.voice.consents(BOT_ID, 'guild', ANN)).toEqual([
        { kind: 'recording', isGiven: true },
      ]);
      await answer(ANN, 'recording', false);
      expect(mayRecord()).toBe(false);
      expect(store.rows).toContainEqual(
        expect.objectContaining({
          door: 'discord',
          person: mode === 'personal' ? 'discord:ann' : 'ann',
        }),
      );
    },
  );

  it('is asked of who comes later, once, and of nobody who has answered', async () => {
    await join({ consents: { wanted: ['recording'] } });
    await answer(ANN, 'recording', false);
    bench.guild.move('ann', undefined);
    bench.guild.move('cy', 'talk');
    await bench.clock.advance(0);
    expect(bench.guild.posts.map(({ text }) => text.split('\n')[0])).toEqual(['<@ann>', '<@cy>']);
    bench.guild.move('ann', 'talk');
    bench.guild.move('cy', undefined);
    await bench.clock.advance(0);
    bench.guild.move('cy', 'talk');
    await bench.clock.advance(0);
    expect(bench.guild.posts).toHaveLength(2);
  });

  it('is known again when the bot comes back', async () => {
    await join({ consents: { wanted: ['recording'] } });
    await answer(ANN, 'recording', true);
    await bench.voice.leave(BOT_ID, 'guild');
    await bench.join();
    await bench.clock.advance(0);
    expect(bench.guild.posts).toHaveLength(1);
    expect(await bench.voice.consents(BOT_ID, 'guild', ANN)).toEqual([
      { kind: 'recording', isGiven: true },
    ]);
  });

  it('lets nobody be heard who has not agreed, where that is needed', async () => {
    await join({ consents: { required: ['processing'] } });
    bench.guild.move('cy', 'talk');
    await bench.clock.advance(0);
    await answer(CY, 'processing', true);
    await bench.speak(500, { ann: bench.stt.voice('apples'), cy: bench.stt.voice('pears') });
    await bench.clock.advance(3000);
    expect(bench.turns.map(({ userId }) => userId)).toEqual(['discord:cy']);
    await answer(ANN, 'processing', true);
    await bench.speak(500, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(3000);
    expect(bench.turns.map(({ userId }) => userId)).toEqual(['discord:cy', 'discord:ann']);
    await answer(ANN, 'processing', false);
    await bench.speak(500, { ann: bench.stt.voice('plums') });
    await bench.clock.advance(3000);
    expect(bench.turns).toHaveLength(2);
  });

  it('is not asked where the agent wants nothing, nor of who opted out', async () => {
    await join({});
    expect(bench.guild.posts).toEqual([]);
    expect(await bench.voice.consents(BOT_ID, 'guild', ANN)).toEqual([]);
    expect(await bench.voice.consents(BOT_ID, 'elsewhere', ANN)).toBeUndefined();
    await bench.stop();
    await join({ consents: { wanted: ['recording'] } });
    bench.voice.setListening('cy', false);
    bench.guild.move('cy', 'talk');
    await bench.clock.advance(0);
    expect(bench.guild.posts).toHaveLength(1);
  });

  it('is asked again with the next who comes where Discord did not take the question', async () => {
    store = new MemoryConsentStore();
    bench = new GuildBench({ consents: { store, wanted: ['recording'] } });
    bench.guild.postFailure = new Error('refused');
    bench.guild.move('ann', 'talk');
    await bench.start();
    await bench.join();
    await bench.clock.advance(0);
    bench.guild.postFailure = undefined;
    bench.guild.move('ann', undefined);
    bench.guild.move('ann', 'talk');
    await bench.clock.advance(0);
    expect(bench.guild.posts).toHaveLength(1);
  });

  describe('is asked again', () => {
    const MINUTE_MS = 61_000;
    const joinRefused = async () => {
      store = new MemoryConsentStore();
      bench = new GuildBench({ consents: { store, wanted: ['recording'] } });
      bench.guild.postFailure = new Error('refused');
      bench.guild.move('ann', 'talk');
      await bench.start();
      await bench.join();
      await bench.clock.advance(0);
      bench.guild.postFailure = undefined;
    };

    it('of who stays, within a minute, where Discord did not take the question', async () => {
      await joinRefused();
      await bench.clock.advance(MINUTE_MS);
      expect(bench.guild.posts.map(({ text }) => text.split('\n')[0])).toEqual(['<@ann>']);
      await bench.clock.advance(MINUTE_MS);
      expect(bench.guild.posts).toHaveLength(1);
    });

    it('of who stays as well when somebody comes after that', async () => {
      await joinRefused();
      bench.guild.move('cy', 'talk');
      await bench.clock.advance(0);
      expect(bench.guild.posts.map(({ text }) => text.split('\n')[0])).toEqual(['<@ann> <@cy>']);
    });

    it('of whose answer was deleted, and of nobody who takes it back', async () => {
      await join({ consents: { required: ['processing'] } });
      await answer(ANN, 'processing', true);
      await answer(ANN, 'processing', false);
      await answer(ANN, 'processing', true);
      await bench.clock.advance(MINUTE_MS);
      expect(bench.guild.posts).toHaveLength(1);
      store.rows.length = 0;
      await bench.consents.refresh();
      await bench.clock.advance(0);
      expect(bench.guild.posts).toHaveLength(2);
      await answer(ANN, 'processing', true);
      await bench.speak(500, { ann: bench.stt.voice('apples') });
      await bench.clock.advance(3000);
      expect(bench.turns).toHaveLength(1);
    });
  });

  it('stays allowed by somebody whose sound Discord took away for a moment', async () => {
    await join({ consents: { required: ['processing'] } });
    await answer(ANN, 'processing', true);
    bench.connection.emit({ type: 'speaker-left', userId: 'ann' });
    await bench.speak(500, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(3000);
    expect(bench.turns).toHaveLength(1);
  });
});
