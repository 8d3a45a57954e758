import { Logger } from '@nestjs/common';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench } from '../../../test/support/discord/guild-bench';
import { VoiceUnavailableError } from '../voice-channels';

const SECOND_MS = 1000;

describe('where the bot goes by itself', () => {
  let bench: GuildBench;

  /** Both channels are chosen, and Ann is in the first. */
  const use = async (...people: string[]) => {
    bench = new GuildBench();
    for (const channelId of ['talk', 'other']) bench.settings.autoJoinChannelIds.add(channelId);
    for (const person of people) bench.guild.move(person, 'talk');
    await bench.start();
  };
  const place = () => bench.voice.status(BOT_ID, 'guild')?.channelId;
  const leave = async () => {
    const leaving = bench.voice.leave(BOT_ID, 'guild');
    await bench.clock.advance(SECOND_MS);
    return leaving;
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  it('follows the last person from one chosen channel to another', async () => {
    await use('ann');
    expect(place()).toBe('talk');
    bench.guild.move('ann', 'other');
    await bench.clock.advance(6 * SECOND_MS);
    expect(place()).toBe('other');
  });

  it('goes to people who wait in a chosen channel when its connection was lost for good', async () => {
    await use('ann');
    bench.guild.move('bob', 'other');
    bench.connection.fail('unknown-protocol');
    await bench.clock.advance(SECOND_MS);
    expect(place()).toBe('talk');
    expect(bench.connections.opened).toHaveLength(2);
  });

  it('does not try for ever where no connection is to be had', async () => {
    await use('ann');
    bench.connections.isReachable = false;
    bench.connection.fail('unknown-protocol');
    await bench.clock.advance(600 * SECOND_MS);
    expect(place()).toBeUndefined();
    expect(bench.connections.opened).toHaveLength(2);
  });

  it.each([
    ['it was sent away', () => leave()],
    ['it was kicked', async () => bench.guild.move(BOT_ID, undefined)],
  ])('stays away when %s, until somebody enters', async (_case, sendAway) => {
    await use('ann');
    bench.guild.move('bob', 'other');
    await sendAway();
    bench.guild.onEvent({ type: 'resynced' });
    await bench.clock.advance(10 * SECOND_MS);
    expect(place()).toBeUndefined();
    bench.guild.move('cid', 'other');
    await bench.clock.advance(SECOND_MS);
    expect(place()).toBe('other');
  });

  it('comes to people whom it finds after the gateway was lost', async () => {
    await use();
    bench.guild.move('ann', undefined);
    bench.guild.moveUnseen('ann', 'talk');
    bench.guild.onEvent({ type: 'resynced' });
    await bench.clock.advance(SECOND_MS);
    expect(place()).toBe('talk');
  });

  it('leaves a channel that it was called into when nobody comes for a minute', async () => {
    await use();
    await bench.join();
    await bench.clock.advance(50 * SECOND_MS);
    expect(place()).toBe('talk');
    await bench.clock.advance(15 * SECOND_MS);
    expect(place()).toBeUndefined();
  });

  it('waits for who calls it and then walks there', async () => {
    await use();
    await bench.join();
    await bench.clock.advance(30 * SECOND_MS);
    bench.guild.move('ann', 'talk');
    await bench.clock.advance(120 * SECOND_MS);
    expect(place()).toBe('talk');
  });

  describe('called on to another channel by somebody who is with it', () => {
    const callOn = async () => {
      bench = new GuildBench();
      await bench.start();
      bench.guild.move('ann', 'talk');
      await bench.join();
      const joining = bench.join({ channelId: 'other' });
      await bench.clock.advance(10 * SECOND_MS);
      await joining;
    };

    it('waits there for who then walks there', async () => {
      await callOn();
      expect(place()).toBe('other');
      bench.guild.move('ann', 'other');
      await bench.clock.advance(120 * SECOND_MS);
      expect(place()).toBe('other');
    });

    it('leaves it when nobody comes for a minute', async () => {
      await callOn();
      await bench.clock.advance(55 * SECOND_MS);
      expect(place()).toBeUndefined();
    });
  });
});

describe('a conversation that takes the place of another', () => {
  let bench: GuildBench;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    bench = new GuildBench();
    bench.connections.releaseMs = 500;
    bench.guild.move('ann', 'talk');
    await bench.start();
    await bench.join();
  });
  afterEach(() => bench.stop());

  it.each([
    ['everybody left', () => bench.guild.move('ann', undefined), 5000],
    ['it was kicked', () => bench.guild.move(BOT_ID, undefined), 0],
    ['its connection was lost', () => bench.connection.fail('bad-request'), 0],
  ])('waits until the other has let go of its connection: %s', async (_case, end, afterMs) => {
    end();
    await bench.clock.advance(afterMs);
    expect(bench.voice.status(BOT_ID, 'guild')).toBeUndefined();
    bench.guild.move('ann', 'talk');
    const joining = bench.voice.join({ bot: bench.bot, guildId: 'guild', channelId: 'talk' });
    await bench.clock.advance(2 * SECOND_MS);
    expect(await joining).toMatchObject({ status: 'ready' });
    expect(bench.connections.opened).toHaveLength(2);
    expect(bench.connections.overlaps).toBe(0);
    expect(bench.connection.state.status).toBe('ready');
  });

  it('is not logged out before connections are let go of', async () => {
    bench.guild.move(BOT_ID, undefined);
    await bench.clock.advance(0);
    const stopping = bench.bots.remove(bench.bot).then(() => bench.connection.isReleased);
    await bench.clock.advance(SECOND_MS);
    expect(await stopping).toBe(true);
  });

  it('tells who waits for it that it has ended', async () => {
    bench.guild.move(BOT_ID, undefined);
    await bench.clock.advance(SECOND_MS);
    bench.connections.isReachable = false;
    const joining = bench.voice.join({ bot: bench.bot, guildId: 'guild', channelId: 'talk' });
    const failure = expect(joining).rejects.toBeInstanceOf(VoiceUnavailableError);
    await bench.clock.advance(SECOND_MS);
    bench.guild.onEvent({ type: 'guild-removed' });
    await bench.clock.advance(SECOND_MS);
    await failure;
  });
});
