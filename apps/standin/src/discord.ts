import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { StandInDiscord } from '@vox/stand-ins';

import type { RunningStandIn, StandInEntry, StandInSettings } from './stand-in-entry';

/**
 * Discord with one bot, and a guild in which Alice sits in the voice channel. Its voice gateway's authority is in a file
 * that is removed at the end.
 */
async function startDiscord({ port, fault }: StandInSettings): Promise<RunningStandIn> {
  const discord = await StandInDiscord.start({ port });
  const guild = discord.addGuild('Stand-in');
  const alice = guild.addMember('alice', { may: ['ManageGuild'] });
  alice.join(guild.voice);
  const caFile = join(tmpdir(), `stand-in-discord-${process.pid}-${discord.bot.id}.pem`);
  await writeFile(caFile, discord.caPem);
  if (fault !== undefined) discord.rest.fail(Number(fault));
  return {
    url: discord.apiUrl,
    settings: {
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.bot.token,
      NODE_EXTRA_CA_CERTS: caFile,
      guild: guild.id,
      text: guild.general.id,
      voice: guild.voice.id,
      alice: alice.id,
    },
    watch: (watcher) => discord.rest.watch(watcher),
    close: async () => {
      await discord.close();
      await rm(caFile, { force: true });
    },
  };
}

export const DISCORD: StandInEntry = { start: startDiscord, faults: [], takes: [] };
