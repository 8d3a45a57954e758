import { Logger } from '@nestjs/common';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';
import { VoiceUnavailableError } from '../voice-channels';

const SECOND_MS = 1000;
const LONG_REPLY = 'word '.repeat(40).trim();

describe('the connection of a conversation in a voice channel', () => {
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

  it('speaks on through a loss of the gateway', async () => {
    await useSpeaking();
    bench.guild.isConnected = false;
    await bench.clock.advance(30 * SECOND_MS);
    bench.guild.isConnected = true;
    bench.guild.onEvent({ type: 'resynced' });
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('pears') });
    await bench.clock.advance(10 * SECOND_MS);
    expect(bench.turns.map(({ end }) => end.outcome)).toEqual(['completed', 'completed']);
  });

  it('opens the voice connection again when it is lost, and keeps the sessions', async () => {
    await useSpeaking();
    const [session] = status()?.sessions ?? [];
    bench.guild.isConnected = false;
    bench.connection.fail('gateway gone');
    await bench.clock.advance(30 * SECOND_MS);
    expect(status()?.status).toBe('recovering');
    bench.guild.isConnected = true;
    await bench.clock.advance(60 * SECOND_MS);
    expect(bench.connections.opened).toHaveLength(2);
    expect(status()).toMatchObject({ status: 'ready', sessions: [session] });
  });

  it('does not take the end of a gateway session for a kick', async () => {
    await useSpeaking();
    bench.guild.move(BOT_ID, 'talk');
    bench.connection.fail('gateway-gone');
    await bench.clock.advance(0);
    bench.guild.move(BOT_ID, undefined);
    await bench.clock.advance(5 * SECOND_MS);
    expect(status()?.status).toBe('ready');
  });

  it('stays away when it is kicked while its connection is opened again', async () => {
    await useSpeaking();
    bench.guild.move(BOT_ID, 'talk');
    bench.connection.fail('worker crashed');
    await bench.clock.advance(0);
    bench.guild.move(BOT_ID, undefined);
    await bench.clock.advance(5 * SECOND_MS);
    expect(status()).toBeUndefined();
    expect(bench.connections.opened).toHaveLength(1);
  });

  it('stays away when it is kicked before it was connected', async () => {
    await use();
    bench.connections.isReachable = false;
    const joining = bench.voice.join({ bot: bench.bot, guildId: 'guild', channelId: 'talk' });
    joining.catch(() => undefined);
    await bench.clock.advance(SECOND_MS);
    // Of an earlier stay: Discord is behind.
    bench.guild.onEvent({ type: 'moved', userId: BOT_ID, fromChannelId: 'talk' });
    expect(status()?.status).toBe('connecting');
    bench.guild.move(BOT_ID, 'talk');
    bench.guild.move(BOT_ID, undefined);
    await expect(joining).rejects.toBeInstanceOf(VoiceUnavailableError);
    expect(status()).toBeUndefined();
  });

  it('stays away when Discord put it out, and says so', async () => {
    await useSpeaking();
    bench.settings.autoJoinChannelIds.add('talk');
    bench.connection.fail('disconnected');
    await bench.clock.advance(60 * SECOND_MS);
    expect(status()).toBeUndefined();
    expect(bench.connections.opened).toHaveLength(1);
  });

  it('does not come back at once where Discord says that it came too often', async () => {
    await useSpeaking();
    bench.connection.fail('rate-limited');
    await bench.clock.advance(59 * SECOND_MS);
    expect(status()).toMatchObject({ status: 'recovering', reason: 'rate-limited' });
    expect(bench.connections.opened).toHaveLength(1);
    await bench.clock.advance(3 * SECOND_MS);
    expect(status()?.status).toBe('ready');
  });

  it('gives up a connection that is ready and breaks, again and again', async () => {
    await useSpeaking();
    const openedAtMs: number[] = [];
    for (let second = 0; second < 300 && status() !== undefined; second++) {
      if (bench.connection.state.status === 'ready') {
        openedAtMs.push(bench.clock.nowMs());
        bench.connection.fail('connection-lost');
      }
      await bench.clock.advance(SECOND_MS);
    }
    expect(status()).toBeUndefined();
    const waits = openedAtMs.slice(1).map((atMs, index) => atMs - (openedAtMs[index] ?? 0));
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 5000, 10_000]);
  });

  it('gives up a connection that does not come back', async () => {
    await useSpeaking();
    bench.connections.isReachable = false;
    bench.connection.fail('gone');
    for (let attempt = 0; attempt < 20; attempt++) {
      await bench.clock.advance(50 * SECOND_MS);
      if (bench.connection.state.status !== 'closed') bench.connection.fail('gone');
    }
    await bench.clock.advance(50 * SECOND_MS);
    expect(status()).toBeUndefined();
    expect(bench.connections.opened.length).toBeLessThan(12);
  });

  it('drops those who left while the gateway was away, and leaves an empty channel', async () => {
    await useSpeaking();
    bench.guild.moveUnseen('ann', undefined);
    bench.guild.onEvent({ type: 'resynced' });
    await bench.clock.advance(0);
    expect(status()?.sessions).toEqual([]);
    await bench.clock.advance(6 * SECOND_MS);
    expect(status()).toBeUndefined();
  });
});
