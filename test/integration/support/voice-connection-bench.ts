import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { MessageChannel } from 'node:worker_threads';

import { FRAME_MS } from '@vox/voice-core';
import { type StandInChannel, StandInDiscord, type StandInGuild } from '@vox/stand-ins';
import { Client, GatewayIntentBits } from 'discord.js';

import type { ThreadSetup } from '../../../src/discord/voice/thread-protocol';
import { VoiceEngine } from '../../../src/discord/voice/voice-engine';
import type { VoiceConnectionEvent } from '../../../src/discord/voice/voice-connection';
import {
  type VoiceThread,
  WorkerVoiceConnection,
} from '../../../src/discord/voice/worker-voice-connection';
import { framesOf, tones } from './tones';

/** The engine in this process, over a real message channel. */
function inProcess(setup: ThreadSetup): VoiceThread {
  const { port1, port2 } = new MessageChannel();
  const exited = once(port1, 'close');
  new VoiceEngine(port2, setup);
  return {
    postMessage: (command) => port1.postMessage(command),
    on: (event: 'message' | 'error' | 'exit', listener: (value: never) => void) => {
      if (event === 'message') port1.on('message', (report) => listener(report as never));
      else if (event === 'exit') void exited.then(() => listener(undefined as never));
    },
    terminate: async () => port1.close(),
  };
}

type Options = Parameters<typeof StandInDiscord.start>[0];

/** The stand-in Discord, real discord.js, and one voice connection whose events are noted. `close` ends all of it. */
export class VoiceConnectionBench {
  static readonly #authorities = tls.getCACertificates('default');
  readonly guild: StandInGuild;
  readonly events: VoiceConnectionEvent[] = [];
  readonly #client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  });
  readonly #closing = new AbortController();
  #connection: WorkerVoiceConnection | undefined;
  #listening: Promise<void> | undefined;

  private constructor(readonly discord: StandInDiscord) {
    this.guild = discord.addGuild('Guild');
    this.#client.rest.options.api = discord.apiUrl;
    this.#client.on('error', () => undefined);
  }

  static async start(options: Options = {}): Promise<VoiceConnectionBench> {
    const discord = await StandInDiscord.start(options);
    tls.setDefaultCACertificates([...VoiceConnectionBench.#authorities, discord.caPem]);
    const bench = new VoiceConnectionBench(discord);
    const ready = once(bench.#client, 'clientReady');
    await bench.#client.login(discord.bot.token);
    await ready;
    return bench;
  }

  get connection(): WorkerVoiceConnection {
    if (this.#connection === undefined) throw new Error('no connection was opened');
    return this.#connection;
  }

  /** The bot's voice at the server. */
  get voice() {
    return this.guild.voiceOf(this.discord.bot);
  }

  get statuses(): string[] {
    return this.events.flatMap((event) => (event.type === 'state' ? event.state.status : []));
  }

  open(channel: StandInChannel = this.guild.voice): WorkerVoiceConnection {
    const guild = this.#client.guilds.cache.get(this.guild.id);
    if (guild === undefined) throw new Error('the client does not know the guild');
    const connection = new WorkerVoiceConnection(
      {
        guildId: guild.id,
        channelId: channel.id,
        botId: this.discord.bot.id,
        adapterCreator: guild.voiceAdapterCreator,
      },
      inProcess,
    );
    this.#connection = connection;
    this.#listening = this.#listen(connection);
    return connection;
  }

  /** Opens a connection and waits until everyone in the channel has the same keys. */
  async join(channel?: StandInChannel): Promise<void> {
    this.open(channel);
    await this.status('ready');
    await this.voice.ready();
  }

  /** Hands frames of a tone over, all at once. */
  write(ms: number, frequencyHz = 600): void {
    const frames = framesOf(tones([frequencyHz], ms));
    frames.forEach((pcm) => this.connection.write({ pcm, sampleRateHz: 48_000 }));
  }

  /** Says a tone as the loop does: each frame ahead of its moment, and none while the connection is away. */
  async say(ms: number, frequencyHz = 600): Promise<void> {
    const { connection } = this;
    const { signal } = this.#closing;
    let dueAtMs = performance.now();
    for (const pcm of framesOf(tones([frequencyHz], ms))) {
      const waitMs = dueAtMs - connection.leadMs - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      await connection.whenOpen(signal);
      if (signal.aborted) return;
      connection.write({ pcm, sampleRateHz: 48_000 });
      dueAtMs = Math.max(dueAtMs, performance.now()) + FRAME_MS;
    }
  }

  /** When the connection says so, from now on or already. */
  async status(status: string, timeoutMs?: number): Promise<void> {
    await this.discord.until(
      `the connection ${status}`,
      () => this.connection.state.status === status,
      timeoutMs,
    );
  }

  /** When `count` silences of that person were heard. */
  async silences(userId: string, count = 1): Promise<void> {
    const heard = () =>
      this.events.filter((event) => event.type === 'silence' && event.userId === userId).length;
    await this.discord.until(`${count} silences`, () => heard() >= count);
  }

  /**
   * When nearly all of `spoken` (48 kHz) was heard of that person, and then silence: where packets come late, on a busy machine,
   * silence is heard in between, too.
   */
  async hearsOut(userId: string, spoken: Int16Array): Promise<void> {
    const isOver = () => {
      const last = this.events.findLast((event) => 'userId' in event && event.userId === userId);
      return last?.type === 'silence' && this.heard(userId).length >= (0.9 * spoken.length) / 3;
    };
    await this.discord.until('all that was said, and silence', isOver);
  }

  /** Everything heard of that person so far, 16 kHz. */
  heard(userId: string): Int16Array {
    const frames = this.events.flatMap((event) =>
      event.type === 'audio' && event.userId === userId ? [...event.frame.pcm] : [],
    );
    return Int16Array.from(frames);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection?.close();
    await this.#listening;
    await this.#client.destroy();
    await this.discord.close();
    tls.setDefaultCACertificates(VoiceConnectionBench.#authorities);
  }

  async #listen(connection: WorkerVoiceConnection): Promise<void> {
    for await (const event of connection) {
      this.events.push(event);
      this.discord.changes.notify();
    }
  }
}
