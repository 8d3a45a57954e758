import type { StandInMember } from '@vox/stand-ins';

import { SENTENCE, sentence, tones, tonesIn } from './support/tones';
import { VoiceConnectionBench } from './support/voice-connection-bench';

/** People wait so long for keys at most, as frames of 20 ms. Measured on a quiet machine: below 20. */
const LOST_AT_MOST = 3_000 / 20;

const TALK_MS = 5_000;
const TALK_FRAMES = TALK_MS / 20;

describe('the end-to-end encryption of a Discord voice connection', () => {
  let bench: VoiceConnectionBench;
  let alice: StandInMember;
  let bob: StandInMember;

  async function start(): Promise<void> {
    bench = await VoiceConnectionBench.start();
    alice = bench.guild.addMember('alice');
    bob = bench.guild.addMember('bob');
  }

  afterEach(() => bench.close());

  it('has its keys made anew in mid-stream', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    bench.voice.channel?.dave?.reinitialise();
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it.each([1, 2])(
    'gets new keys when somebody cannot be decrypted, among %i people',
    async (people) => {
      await start();
      alice.join(bench.guild.voice);
      if (people === 2) bob.join(bench.guild.voice);
      await bench.join();
      const long = tones([600], 5000);
      await alice.say(long, { unreadableFrames: 10 });
      await bench.silences(alice.id);
      // Of five seconds: ten frames that were unreadable, and at most three seconds without keys.
      expect(bench.heard(alice.id).length).toBeGreaterThan(100 * 320);
      expect(bench.connection.state.status).toBe('ready');
    },
  );

  it('loses little of what both sides say while keys are made anew again and again', async () => {
    await start();
    alice.join(bench.guild.voice);
    bob.join(bench.guild.voice);
    await bench.join();
    const talking = Promise.all([alice.say(tones([600], TALK_MS)), bench.say(TALK_MS, 900)]);
    for (const frames of [50, 100, 150]) {
      await bench.voice.heard(frames);
      bench.voice.channel?.dave?.reinitialise();
    }
    await talking;
    await bench.silences(alice.id);
    await bench.voice.silent();
    expect(bench.heard(alice.id).length / 320).toBeGreaterThan(TALK_FRAMES - LOST_AT_MOST);
    const { recording } = bench.voice;
    const readable = recording.voiced.length - recording.unreadable;
    expect(readable).toBeGreaterThan(TALK_FRAMES - LOST_AT_MOST);
    expect(new Set(tonesIn(recording.pcm(), 48_000, 200))).toEqual(new Set([900]));
    expect(bench.connection.state.status).toBe('ready');
  });

  it('sends nothing in the clear while it has no keys, and all of it when it has', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    bench.voice.channel?.dave?.withholdKeys();
    await bench.voice.client?.flushed();
    bench.write(400);
    await bench.status('recovering');
    expect(bench.voice.recording.frames).toHaveLength(0);
    bench.voice.channel?.dave?.reinitialise();
    await bench.voice.silent();
    expect(bench.voice.recording.voiced).toHaveLength(20);
    expect(bench.voice.recording.unreadable).toBe(0);
  });

  it('connects anew to a server that gives no keys', async () => {
    await start();
    alice.join(bench.guild.voice);
    await bench.join();
    const before = await bench.voice.ready();
    const { channel } = bench.voice;
    channel?.dave?.withholdKeys();
    await bench.voice.reconnected(before);
    channel?.dave?.reinitialise();
    await bench.status('ready');
    await bench.voice.ready();
    await alice.say(sentence);
    await bench.hearsOut(alice.id, sentence);
    expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
  });

  it('hears who talks on through a reconnection and is not announced again', async () => {
    await start();
    alice.join(bench.guild.voice);
    bob.join(bench.guild.voice);
    await bench.join();
    const talking = alice.say(tones([600], TALK_MS), { announcedAfterPackets: 1000 });
    await bench.discord.until('speech', () => bench.heard(alice.id).length > 320);
    const before = await bench.voice.ready();
    bench.voice.drop(4006);
    await bench.voice.reconnected(before);
    const heardBefore = bench.heard(alice.id).length;
    await talking;
    await bench.silences(alice.id);
    expect((bench.heard(alice.id).length - heardBefore) / 320).toBeGreaterThan(LOST_AT_MOST);
  });
});
