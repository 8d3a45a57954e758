import type { StandInMember } from '@vox/stand-ins';

import { mostFramesOff } from '../support/speech-bounds';
import { SENTENCE, sentence, tonesIn } from './support/tones';
import { VoiceConnectionBench } from './support/voice-connection-bench';

describe('the life of a Discord voice connection', () => {
  let bench: VoiceConnectionBench;
  let alice: StandInMember;

  async function start(): Promise<void> {
    bench = await VoiceConnectionBench.start();
    alice = bench.guild.addMember('alice');
  }

  afterEach(() => bench.close());

  it('resumes the voice session when its socket breaks, and goes on speaking', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    bench.write(600);
    await bench.voice.heard(5);
    bench.voice.drop(4015);
    await bench.voice.resumed();
    await bench.voice.heard(30);
    expect(bench.statuses).toEqual(['ready', 'recovering', 'ready']);
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it('comes back when the voice server was away for three seconds', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    bench.discord.voice.beginOutage('refuse', 3_000);
    await bench.status('recovering');
    await bench.status('ready');
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it('says all of an answer through an outage that is longer than what it keeps', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    const saying = bench.say(5_000);
    await bench.voice.heard(50);
    bench.discord.voice.beginOutage('refuse', 4_000);
    await bench.status('recovering');
    await saying;
    await bench.voice.silent();
    // What was under way when the socket broke is lost with it.
    const atLeast = 250 - mostFramesOff(250, 9);
    expect(bench.voice.recording.voiced.length).toBeGreaterThanOrEqual(atLeast);
    expect(bench.voice.recording.voiced.length).toBeLessThanOrEqual(250);
  });

  it.each([4006, 4009])('joins again after a close with %i', async (code) => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    const before = await bench.voice.ready();
    bench.voice.drop(code);
    await bench.voice.reconnected(before);
    await bench.status('ready');
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it('ends when the call is over (4022)', async () => {
    await start();
    await bench.join();
    bench.voice.drop(4022);
    await bench.status('closed');
    expect(bench.connection.state).toEqual({ status: 'closed', reason: 'call-ended' });
  });

  it('ends when it is put out of the channel', async () => {
    await start();
    await bench.join();
    bench.guild.kickBot(bench.discord.bot);
    await bench.status('closed');
    expect(bench.connection.state).toEqual({ status: 'closed', reason: 'disconnected' });
  });

  it('follows when it is moved, and when it is told to move', async () => {
    await start();
    const elsewhere = bench.guild.addChannel('voice', 'elsewhere');
    alice.join(elsewhere);
    await bench.join();
    bench.guild.moveBot(bench.discord.bot, elsewhere);
    await bench.discord.until('the move', () => isIn(elsewhere.id));
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
    bench.connection.move(bench.guild.voice.id);
    await bench.discord.until('the way back', () => isIn(bench.guild.voice.id));
    await bench.voice.ready();
  });

  const isIn = (channelId: string) =>
    bench.connection.state.status === 'ready' && bench.connection.state.channelId === channelId;

  it('goes on at another voice server', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    bench.guild.changeRegion(bench.discord.bot);
    await bench.discord.until('another server', () => bench.statuses.length >= 3);
    await bench.status('ready');
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it('leaves the channel when it is closed', async () => {
    await start();
    await bench.join();
    await bench.connection.close();
    await bench.guild.left(bench.discord.bot);
    expect(bench.statuses).toEqual(['ready', 'closed']);
  });
});
