import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { OpusEncoder } from '@vox/audio';
import { StandInDiscord } from '@vox/testing';

import { spawnTypeScript } from '../integration/support/spawn-typescript';
import { framesOf, tones } from '../integration/support/tones';

/** How evenly the bot's packets leave its voice thread while four people talk and its main thread stalls once. */
describe('the pace of a Discord voice link', () => {
  it('prints the gaps between packets', async () => {
    const discord = await StandInDiscord.start();
    const guild = discord.addGuild('Guild');
    const people = ['alice', 'bob', 'carol', 'dave'].map((name) => guild.addMember(name));
    for (const person of people) person.join(guild.voice);
    const encoder = new OpusEncoder();
    const packets = framesOf(tones([600], 3000)).map((frame) => encoder.encode(frame));
    const folder = await mkdtemp(path.join(tmpdir(), 'discord-pacing-'));
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, discord.caPem);
    const script = path.join(__dirname, '..', 'integration', 'support', 'voice-link-process.ts');
    const bot = spawnTypeScript(script, {
      NODE_EXTRA_CA_CERTS: caFile,
      API_URL: discord.apiUrl,
      TOKEN: discord.bot.token,
      GUILD_ID: guild.id,
      CHANNEL_ID: guild.voice.id,
    });
    try {
      await bot.waitFor(/ready/);
      await Promise.all(people.map((person) => person.say(packets)));
      await bot.waitFor(/heard/);
      const { recording } = guild.voiceOf(discord.bot);
      const offMs = recording
        .gapsMs()
        .map((gapMs) => Math.abs(gapMs - 20))
        .sort((one, other) => one - other);
      const at = (ratio: number) => offMs[Math.floor(ratio * (offMs.length - 1))]?.toFixed(1);
      process.stdout.write(
        `${recording.frames.length} packets; off the 20 ms: p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms\n`,
      );
      expect(recording.voiced).toHaveLength(150);
      await bot.exit;
    } finally {
      bot.child.kill();
      await discord.close();
      await rm(folder, { recursive: true });
    }
  });
});
