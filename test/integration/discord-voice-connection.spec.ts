import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { OPUS_OF_CLIENTS, OpusEncoder } from '@vox/audio';
import type { StandInMember, VoiceMode } from '@vox/stand-ins';

import { spawnTypeScript } from './support/spawn-typescript';
import {
  COUNTING,
  COUNTING_TONE_MS,
  framesOf,
  SENTENCE,
  sentence,
  tones,
  tonesIn,
} from './support/tones';
import { VoiceConnectionBench } from './support/voice-connection-bench';

const SENTENCE_FRAMES = 50;

describe('a Discord voice connection', () => {
  let bench: VoiceConnectionBench;
  let alice: StandInMember;
  let bob: StandInMember;

  async function start(options?: Parameters<typeof VoiceConnectionBench.start>[0]): Promise<void> {
    bench = await VoiceConnectionBench.start(options);
    alice = bench.guild.addMember('alice');
    bob = bench.guild.addMember('bob');
  }

  let onTestEnd: () => void;

  beforeEach(() => (onTestEnd = () => undefined));

  afterEach(async () => {
    onTestEnd();
    await bench.close();
  });

  /** Of the first frames nobody can know that they were lost; everything else is in its place, seen from the end. */
  function whole(heard: Int16Array): Int16Array {
    const missing = SENTENCE_FRAMES * 320 - heard.length;
    expect([0, 320, 640]).toContain(missing);
    return Int16Array.from([...new Int16Array(missing), ...heard]);
  }

  describe('listening', () => {
    it.each<[VoiceMode, boolean]>([
      ['aead_aes256_gcm_rtpsize', true],
      ['aead_xchacha20_poly1305_rtpsize', true],
      ['aead_aes256_gcm_rtpsize', false],
    ])(
      'hears everyone apart, in order, at 5 %% loss and reordering: %s, DAVE %s',
      async (mode, hasDave) => {
        await start({ voice: { modes: [mode], ...(hasDave ? {} : { dave: false }) } });
        alice.join(bench.guild.voice);
        bob.join(bench.guild.voice);
        await bench.join();
        const network = { loss: 0.05, reorder: 0.05, duplicate: 0.02 };
        await Promise.all([
          alice.say(sentence, { ...network, seed: 3 }),
          bob.say(tones([...SENTENCE].reverse(), 200), { ...network, seed: 4 }),
        ]);
        await Promise.all([bench.silences(alice.id), bench.silences(bob.id)]);
        expect(tonesIn(whole(bench.heard(alice.id)), 16_000, 200)).toEqual(SENTENCE);
        expect(tonesIn(whole(bench.heard(bob.id)), 16_000, 200)).toEqual([...SENTENCE].reverse());
      },
    );

    it('keeps what comes before the speaking event', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      await alice.say(sentence, { announcedAfterPackets: 10 });
      await bench.hearsOut(alice.id, sentence);
      expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
    });

    it.each([
      [
        'whom nobody names, by the key that opens what they say',
        { announcedAfterPackets: 1000 },
        {},
      ],
      ['who is named by their streams alone', { announcedBy: 'video' }, { dave: false }],
    ] as const)('hears somebody %s', async (_, speech, voice) => {
      await start({ voice });
      alice.join(bench.guild.voice);
      bob.join(bench.guild.voice);
      await bench.join();
      await Promise.all([alice.say(sentence, speech), bob.say(sentence)]);
      await bench.hearsOut(alice.id, sentence);
      expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
    });

    it('tries no key of somebody who opted out', async () => {
      await start();
      alice.join(bench.guild.voice);
      bob.join(bench.guild.voice);
      bench.open().ignore([alice.id]);
      await bench.status('ready');
      await bench.voice.ready();
      await Promise.all([alice.say(sentence, { announcedAfterPackets: 1000 }), bob.say(sentence)]);
      await bench.silences(bob.id);
      expect(bench.heard(alice.id)).toHaveLength(0);
    });

    it('goes on through a change of SSRC', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      await alice.say(sentence, { newSsrcAfterPackets: 20 });
      await bench.hearsOut(alice.id, sentence);
      expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
    });

    it('bears garbage and packets of a wrong key', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      await alice.say(sentence, { garbage: 0.3, wrongKey: 0.3 });
      await bench.hearsOut(alice.id, sentence);
      expect(tonesIn(bench.heard(alice.id), 16_000, 200)).toEqual(SENTENCE);
      expect(bench.connection.state.status).toBe('ready');
    });

    it('says silence after speech that just stops, and that a speaker left', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      await alice.say(sentence, { hasSilence: false });
      await bench.silences(alice.id);
      const leaving = alice.say(sentence);
      await bench.discord.until('speech', () => bench.heard(alice.id).length > 18_000);
      alice.leave();
      await leaving;
      await bench.discord.until('leaving', () => bench.events.at(-1)?.type === 'speaker-left');
    });

    it('decodes nothing of who opted out', async () => {
      await start();
      alice.join(bench.guild.voice);
      bob.join(bench.guild.voice);
      bench.open().ignore([alice.id]);
      await bench.status('ready');
      await bench.voice.ready();
      await Promise.all([alice.say(sentence), bob.say(sentence)]);
      await bench.silences(bob.id);
      expect(bench.heard(alice.id)).toHaveLength(0);
      expect(bench.heard(bob.id)).toHaveLength(SENTENCE_FRAMES * 320);
    });

    it('hears those who come later and those who stay when somebody goes, with new keys each time', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      bob.join(bench.guild.voice);
      await bench.voice.ready();
      await bob.say(sentence);
      await bench.silences(bob.id);
      alice.leave();
      await bench.voice.ready();
      await bob.say(sentence);
      await bench.silences(bob.id, 2);
      expect(tonesIn(bench.heard(bob.id), 16_000, 200)).toEqual([...SENTENCE, ...SENTENCE]);
    });
  });

  describe('speaking', () => {
    it('says what is written, and ends with five silence packets', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      bench.write(400);
      await bench.voice.heard(20);
      await bench.discord.until('the end', () => bench.voice.recording.frames.length >= 25);
      await bench.discord.until('rest', () => bench.voice.client?.isSpeaking === false);
      const { recording } = bench.voice;
      expect(tonesIn(recording.pcm(), 48_000, 400)).toEqual([600]);
      expect(recording.frames).toHaveLength(25);
      expect(recording.unreadable).toBe(0);
    });

    it('stops at a clear, not at the end of what was written', async () => {
      await start();
      alice.join(bench.guild.voice);
      await bench.join();
      bench.write(2000);
      await bench.voice.heard(5);
      bench.connection.clear();
      await bench.voice.silent();
      expect(bench.voice.recording.voiced.length).toBeLessThan(100);
      // Which frame is the last one is a test of `Speaking`, on a clock that it moves itself.
    });
  });

  describe('in a thread of its own', () => {
    it('speaks evenly and in order while the main thread stalls three times for 200 ms and four people talk, and leaves nothing open', async () => {
      await start();
      const people = [alice, bob, bench.guild.addMember('carol'), bench.guild.addMember('dave')];
      for (const person of people) person.join(bench.guild.voice);
      // This process is the clock: while the bot speaks it does nothing that takes long.
      const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
      const packets = framesOf(tones([600], 2000)).map((frame) => encoder.encode(frame));
      const folder = await mkdtemp(path.join(tmpdir(), 'voice-connection-'));
      const caFile = path.join(folder, 'ca.pem');
      await writeFile(caFile, bench.discord.caPem);
      const bot = spawnTypeScript(path.join(__dirname, 'support', 'voice-connection-process.ts'), {
        NODE_EXTRA_CA_CERTS: caFile,
        API_URL: bench.discord.apiUrl,
        TOKEN: bench.discord.bot.token,
        GUILD_ID: bench.guild.id,
        CHANNEL_ID: bench.guild.voice.id,
        PEOPLE: String(people.length),
        PACKETS: String(packets.length),
      });
      onTestEnd = () => bot.child.kill();
      await bot.waitFor(/ready/);
      await bench.voice.ready();
      for (const person of people) void person.say(packets);
      const [, heard = ''] = await bot.waitFor(/heard ([\d ]+)/);
      expect(heard.trim().split(' ').map(Number)).toEqual([100, 100, 100, 100]);
      const [, stalls = ''] = await bot.waitFor(/stalled ([\d ]+)/);
      await bench.voice.heard(150);
      const { frames, voiced } = bench.voice.recording;
      expect(voiced).toHaveLength(150);
      expect(bench.voice.recording.unreadable).toBe(0);
      const steps = frames.slice(1).map((frame, index) => ({
        packets: (frame.sequence - (frames[index]?.sequence ?? 0)) & 0xffff,
        ticks: (frame.timestamp - (frames[index]?.timestamp ?? 0)) >>> 0,
      }));
      expect(steps).toEqual(steps.map(() => ({ packets: 1, ticks: 960 })));
      expect(tonesIn(bench.voice.recording.pcm(), 48_000, COUNTING_TONE_MS)).toEqual(COUNTING);
      const instants = stalls.trim().split(' ').map(Number);
      const duringStalls = voiced.filter(({ arrivedAtMs }) => {
        const passed = instants.filter((atMs) => atMs < performance.timeOrigin + arrivedAtMs);
        return passed.length % 2 === 1;
      });
      // Ten are due in each. How evenly they come is measured in test/bench, on a machine that does nothing else.
      expect(instants).toHaveLength(6);
      expect(duringStalls).not.toHaveLength(0);
      const [, before, after] = await bot.waitFor(/resources (\d+) (\d+)/);
      expect(after).toBe(before);
      expect(await bot.exit).toBe(0);
      await rm(folder, { recursive: true });
    });
  });
});
