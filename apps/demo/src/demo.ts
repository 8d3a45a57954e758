import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readWav, Resampler } from '@vox/audio';
import {
  audibleAtMs,
  audibleEndMs,
  botSpeech,
  StandInDiscord,
  type StandInGuild,
  type StandInMember,
} from '@vox/stand-ins';

import { type Caption, isAnswerTo, readCaption } from './captions';
import { type DemoPlace, DemoServer } from './demo-server';
import { type Line, PEOPLE } from './script';
import { Tape } from './tape';

const SAMPLE_RATE_HZ = 48_000;
const ANSWER_WITHIN_MS = 40_000;
/** A net, as is that of an answer: a laptop that does much else takes its time. */
const COMMAND_WITHIN_MS = 60_000;

/** How one scene went. */
export type SceneResult = {
  readonly captions: readonly Caption[];
  /** Who was heard and not answered in time. */
  readonly unanswered: readonly string[];
  /** From the end of the first line to the first sound of the bot's answer. */
  readonly answeredAfterMs: number | undefined;
};

/** A Discord of our own, the server with its bot in it, and people who talk with the bot. The maker calls `close`. */
export class Demo {
  readonly #tape = new Tape(performance.now());
  readonly #people: ReadonlyMap<string, StandInMember>;
  #seen = 0;

  private constructor(
    private readonly root: string,
    private readonly discord: StandInDiscord,
    private readonly server: DemoServer,
    private readonly guild: StandInGuild,
  ) {
    this.#people = new Map(
      PEOPLE.map((name) => [name, guild.addMember(name, { may: ['ManageGuild'] })]),
    );
    for (const person of this.#people.values()) person.join(guild.voice);
  }

  static async start(place: DemoPlace): Promise<Demo> {
    const discord = await StandInDiscord.start();
    try {
      const guild = discord.addGuild('Demo');
      const server = await DemoServer.start(place, discord);
      return new Demo(place.root, discord, server, guild);
    } catch (error) {
      await discord.close();
      throw error;
    }
  }

  /** The first of the people uses a slash command. @returns what the bot answers. */
  async command(name: string, options: Record<string, string> = {}): Promise<string> {
    const { discord, guild } = this;
    const [member] = this.#people.values();
    if (member === undefined) throw new Error('nobody is there');
    await discord.bot.registered(name.split(' ')[0] ?? '', COMMAND_WITHIN_MS);
    const used = discord.command({ guild, bot: discord.bot, member, name, options });
    const { content } = await used.reply(undefined, COMMAND_WITHIN_MS);
    return content.replaceAll(/<#(\d+)>/gu, (mention, id: string) => {
      const channel = guild.channel(id);
      return channel === undefined ? mention : `#${channel.name}`;
    });
  }

  /** Resolves when the bot is in the channel and can be heard. */
  async arrived(): Promise<void> {
    await this.guild.voiceOf(this.discord.bot).ready(COMMAND_WITHIN_MS);
  }

  /** Everybody says their line; resolves when all were answered, or not in time. */
  async play(scene: readonly Line[]): Promise<SceneResult> {
    const startAtMs = performance.now() + 200;
    const endedAtMs = await Promise.all(scene.map((line) => this.#say(line, startAtMs)));
    const names = scene.map(({ who }) => who);
    const missing = () => names.filter((name) => !this.#new.some((each) => isAnswerTo(name, each)));
    const isDone = () => missing().length === 0;
    await this.discord.until('answers', isDone, ANSWER_WITHIN_MS).catch(() => undefined);
    const firstEndMs = Math.min(...endedAtMs);
    const { recording } = this.guild.voiceOf(this.discord.bot);
    const answeredAtMs = audibleAtMs(recording, firstEndMs);
    const result = {
      captions: this.#new,
      unanswered: missing(),
      answeredAfterMs: answeredAtMs === undefined ? undefined : answeredAtMs - firstEndMs,
    };
    this.#seen = this.guild.general.messages.length;
    return result;
  }

  /** Writes all that sounded as WAV files. @returns their paths. */
  writeSound(folder: string): Promise<string[]> {
    this.#tape.add('Bot', ...botSpeech(this.guild.voiceOf(this.discord.bot).recording));
    return this.#tape.write(folder);
  }

  /** What the server wrote, for when something went wrong. */
  get serverOutput(): string {
    return this.server.output;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.discord.close();
  }

  /** Captions that no scene had yet. */
  get #new(): Caption[] {
    return this.guild.general.messages
      .slice(this.#seen)
      .flatMap(({ content }) => readCaption(content, PEOPLE) ?? []);
  }

  /** @returns when the last word ended, in ms of `performance.now()`. */
  async #say({ who, file }: Line, startAtMs: number): Promise<number> {
    const bytes = await readFile(join(this.root, 'test', 'fixtures', 'audio', file));
    const wav = readWav(bytes);
    const pcm = new Resampler(wav.sampleRateHz, SAMPLE_RATE_HZ).push(wav.pcm);
    const person = this.#people.get(who);
    if (person === undefined) throw new Error(`there is no ${who}`);
    const { startedAtMs } = await person.say(pcm, { startAtMs });
    this.#tape.add(who, { atMs: startedAtMs, pcm });
    return startedAtMs + audibleEndMs(pcm);
  }
}
