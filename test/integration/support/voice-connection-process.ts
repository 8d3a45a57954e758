// A bot of its own process, with voice connections in real threads: joins, speaks through a stall of its main thread, leaves,
// joins and leaves some more, and ends by itself when nothing is left open. What it has done goes to standard output.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { FRAME_MS } from '@vox/voice-core';
import { Client, GatewayIntentBits } from 'discord.js';

import type { VoiceConnection } from '../../../src/discord/voice/voice-connection';
import { WorkerVoiceConnections } from '../../../src/discord/voice/worker-voice-connections';
import { COUNTING, COUNTING_TONE_MS, framesOf, tones } from './tones';

const { API_URL = '', TOKEN = '', GUILD_ID = '', CHANNEL_ID = '' } = process.env;

/** How many people talk meanwhile, and how many packets of each are waited for: none where nobody says. */
const PEOPLE = Number(process.env['PEOPLE'] ?? 0);
const PACKETS = Number(process.env['PACKETS'] ?? 0);

const STALLS_AT_MS = [1500, 2000, 2500];
const STALL_MS = 200;
const ROUNDS = 8;

/** When stalls began and ended, in epoch time, which the test's process shares. */
const stalls: number[] = [];

/** What the loop's playout does: each frame `leadMs` before its moment, late when the thread was busy. */
async function speak(connection: VoiceConnection): Promise<void> {
  const frames = framesOf(tones(COUNTING, COUNTING_TONE_MS));
  const startedAtMs = performance.now();
  const stallsAtMs = [...STALLS_AT_MS];
  for (const [index, pcm] of frames.entries()) {
    const dueMs = index * FRAME_MS - (connection.leadMs ?? 0);
    const waitMs = startedAtMs + dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    connection.write({ pcm, sampleRateHz: 48_000 });
    if (dueMs < (stallsAtMs[0] ?? Infinity)) continue;
    stallsAtMs.shift();
    stall();
  }
  await sleep((connection.leadMs ?? 0) + 500);
}

function stall(): void {
  const fromMs = Date.now();
  while (Date.now() < fromMs + STALL_MS);
  stalls.push(fromMs, Date.now());
}

async function run(): Promise<void> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: API_URL },
  });
  const isReady = once(client, 'clientReady');
  await client.login(TOKEN);
  await isReady;
  const guild = client.guilds.cache.get(GUILD_ID);
  if (guild === undefined) throw new Error('no such guild');
  const connections = new WorkerVoiceConnections();

  const open = async () => {
    const connection = connections.open({
      guildId: GUILD_ID,
      channelId: CHANNEL_ID,
      botId: client.user?.id ?? '',
      adapterCreator: guild.voiceAdapterCreator,
    });
    const heard = new Map<string, number>();
    const allHeard = Promise.withResolvers<void>();
    if (PEOPLE === 0) allHeard.resolve();
    const isOpen = new Promise<void>((resolve, reject) => {
      void (async () => {
        for await (const event of connection) {
          if (event.type === 'audio') heard.set(event.userId, (heard.get(event.userId) ?? 0) + 1);
          const counts = [...heard.values()];
          if (counts.length === PEOPLE && Math.min(...counts) >= PACKETS) allHeard.resolve();
          if (event.type !== 'state') continue;
          if (event.state.status === 'ready') resolve();
          if (event.state.status === 'closed') reject(new Error(event.state.reason));
        }
      })();
    });
    await isOpen;
    return { connection, heard, allHeard: allHeard.promise };
  };

  const { connection, heard, allHeard } = await open();
  process.stdout.write('ready\n');
  await speak(connection);
  // They began when they could, and each on a machine that has other things to do.
  await allHeard;
  process.stdout.write(`stalled ${stalls.join(' ')}\n`);
  process.stdout.write(`heard ${[...heard.values()].join(' ')}\n`);
  await connection.close();
  const resources = () => process.getActiveResourcesInfo().length;
  const before = resources();
  for (let round = 0; round < ROUNDS; round++) await (await open()).connection.close();
  process.stdout.write(`resources ${before} ${resources()}\n`);
  await client.destroy();
}

void run();
