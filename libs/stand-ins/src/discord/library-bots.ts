import { once } from 'node:events';
import tls from 'node:tls';

import {
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { OpusDecoder, OPUS_OF_CLIENTS, OpusEncoder } from '@vox/audio';
import { Client, GatewayIntentBits } from 'discord.js';

import type { StandInBot } from './bot';
import type { Changes } from './changes';
import type { StandInChannel } from './channel';
import type { StandInGuild } from './guild';
import type { StandInDiscord } from './stand-in-discord';

const FRAME_SAMPLES = 960;
const SILENCE_BYTES = 3;

/** Real clients (discord.js and its voice library) at a stand-in, for the stand-in's own specs. */
export class LibraryBots {
  readonly #authorities = tls.getCACertificates('default');
  readonly #clients: Client[] = [];
  readonly #connections: VoiceConnection[] = [];
  readonly #discord: StandInDiscord;

  constructor(discord: StandInDiscord) {
    this.#discord = discord;
    tls.setDefaultCACertificates([...this.#authorities, discord.caPem]);
  }

  async logIn(token = this.#discord.bot.token): Promise<Client<true>> {
    const follows = this.#discord.botByToken(token)?.mayFollowMembers === true;
    const client = new Client({
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildVoiceStates,
        ...(follows ? [GatewayIntentBits.GuildMembers] : []),
      ],
      rest: { api: this.#discord.apiUrl },
    });
    this.#clients.push(client);
    client.on('error', () => undefined);
    const ready = once(client, 'clientReady');
    await client.login(token);
    await ready;
    return client as Client<true>;
  }

  /** Asks for a channel, and waits for nothing. */
  ask(client: Client<true>, guild: StandInGuild, channel: StandInChannel): VoiceConnection {
    const adapterCreator = client.guilds.cache.get(guild.id)?.voiceAdapterCreator;
    if (adapterCreator === undefined) throw new Error('the client does not know the guild');
    const connection = joinVoiceChannel({
      guildId: guild.id,
      channelId: channel.id,
      selfDeaf: false,
      adapterCreator,
      group: client.user.id,
    });
    connection.on('error', () => undefined);
    this.#connections.push(connection);
    return connection;
  }

  /** Joins, and waits until both sides are ready. */
  async join(
    client: Client<true>,
    guild: StandInGuild,
    channel = guild.voice,
    bot: StandInBot = this.#discord.bot,
  ): Promise<VoiceConnection> {
    const connection = this.ask(client, guild, channel);
    await entersState(connection, VoiceConnectionStatus.Ready, 20_000);
    await guild.voiceOf(bot).ready();
    return connection;
  }

  async close(): Promise<void> {
    for (const connection of this.#connections.splice(0)) {
      if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
    }
    for (const client of this.#clients.splice(0)) await client.destroy();
    tls.setDefaultCACertificates(this.#authorities);
  }
}

/** Packets with sound that a connection hears of somebody, decoded; grows, and `changes` is told. */
export function listenTo(
  connection: VoiceConnection,
  userId: string,
  changes?: Changes,
): Int16Array[] {
  const { heard } = listeningTo(connection, userId, changes);
  return heard;
}

/** The same, and when the first silence packet after it came: packets come on after those who send them have done so. */
export function listeningTo(
  connection: VoiceConnection,
  userId: string,
  changes?: Changes,
): { readonly heard: Int16Array[]; readonly ended: Promise<void> } {
  const decoder = new OpusDecoder();
  const heard: Int16Array[] = [];
  const ended = Promise.withResolvers<void>();
  connection.receiver
    .subscribe(userId)
    .on('data', (opus: Buffer) => {
      if (opus.length > SILENCE_BYTES) heard.push(decoder.decode(opus));
      else if (heard.length > 0) ended.resolve();
      changes?.notify();
    })
    .on('error', () => undefined);
  return { heard, ended: ended.promise };
}

/** Sends `pcm` at once: as many packets as it has frames of 20 ms. */
export function play(connection: VoiceConnection, pcm: Int16Array): void {
  const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    const frame = encoder.encode(pcm.subarray(at, at + FRAME_SAMPLES));
    connection.playOpusPacket(Buffer.from(frame));
  }
}

/** A sine of 48 kHz, mono. */
export function tone(frequencyHz: number, ms: number): Int16Array {
  return Int16Array.from({ length: 48 * ms }, (_, at) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * frequencyHz * at) / 48_000)),
  );
}

/** By the zero crossings of the middle half. */
export function frequencyOf(pieces: readonly Int16Array[]): number {
  const pcm = pieces.flatMap((piece) => [...piece]);
  const middle = pcm.slice(pcm.length / 4, (pcm.length * 3) / 4);
  let crossings = 0;
  for (let at = 1; at < middle.length; at++) {
    if ((middle[at - 1] ?? 0) >= 0 !== (middle[at] ?? 0) >= 0) crossings++;
  }
  return (crossings * 48_000) / (2 * middle.length);
}
