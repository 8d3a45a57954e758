import type { BotVoice, StandInGuild, StandInMember } from '@vox/stand-ins';

import { mostFramesOff } from '../speech-bounds';
import { DiscordServer, spoken, type StoredMessage } from './discord-server';
import { SpokenFrames } from './spoken-frames';

/** The shortest there is that asks for an answer. */
const QUESTION = 'hello.wav';
const SHORT_ANSWER = 'Understood.';

/** Spoken in more than five seconds: longer than any connection takes to come back. */
const LONG_ANSWER = ['one', 'two', 'three'].map(
  (number) => `This is sentence number ${number} of a long answer.`,
);

/** A sentence ends on a whole packet, at either rate. */
const SPARE_FRAMES = LONG_ANSWER.length;

/** A second of an answer. */
const SPEAKING_FRAMES = 50;

export type Place = { readonly guild: StandInGuild; readonly ann: StandInMember };

export const answers = (messages: readonly StoredMessage[]): readonly StoredMessage[] =>
  messages.filter(({ role }) => role === 'assistant');

const isAnswered =
  (times: number) =>
  (messages: readonly StoredMessage[]): boolean =>
    answers(messages).length >= times;

/** A bot on a stand-in Discord to which things happen while it is in a channel with Ann. */
export class DiscordLife {
  readonly #frames = new SpokenFrames();
  #answer = SHORT_ANSWER;
  #longFrames = 0;

  private constructor(readonly server: DiscordServer) {}

  static async start(): Promise<DiscordLife> {
    const server = await DiscordServer.start(() => life.#answer);
    const life: DiscordLife = new DiscordLife(server);
    life.#longFrames = await life.#frames.of(...LONG_ANSWER);
    return life;
  }

  get discord() {
    return this.server.discord;
  }

  voiceOf(guild: StandInGuild): BotVoice {
    return guild.voiceOf(this.discord.bot);
  }

  /** A guild with Ann in its voice channel; the bot is not there. */
  place(name: string): Place {
    const { guild, people } = this.server.guild(name, 'ann');
    const [ann] = people;
    if (ann === undefined) throw new Error('nobody is there');
    return { guild, ann };
  }

  /** Ann has asked, and the bot is in the middle of a long answer. */
  async speaking(name: string): Promise<Place> {
    const [place] = await this.speakingIn([name], (only) => only);
    if (place === undefined) throw new Error('the bot is nowhere');
    return place;
  }

  /**
   * The same in several guilds at the same time. In each `act` is called as soon as the bot speaks there: on a busy machine it
   * may be done in one place before it begins in another.
   */
  async speakingIn<T>(
    names: readonly string[],
    act: (place: Place, index: number) => Promise<T> | T,
  ): Promise<readonly T[]> {
    const places = names.map((name) => this.place(name));
    await Promise.all(places.map(({ guild }) => this.server.join(guild)));
    this.#answer = LONG_ANSWER.join(' ');
    const acted = await Promise.all(
      places.map(async (place, index) => {
        await say(place.ann);
        await this.voiceOf(place.guild).heard(SPEAKING_FRAMES);
        return act(place, index);
      }),
    );
    this.#answer = SHORT_ANSWER;
    return acted;
  }

  /** `person` asks and is answered, for the `times`-th time. */
  async talksOn(person: StandInMember, times: number): Promise<readonly StoredMessage[]> {
    await say(person);
    const messages = await this.stored(person, times);
    expect(answers(messages).at(-1)).toMatchObject({ outcome: 'completed' });
    return messages;
  }

  /** What is stored of `person`'s conversation when they have been answered `times` times. */
  stored(person: StandInMember, times: number): Promise<readonly StoredMessage[]> {
    return this.server.messages(`discord:${person.id}`, isAnswered(times));
  }

  /** The long answer was stored as completed, and all of it but `lostFrames` arrived and can be read. */
  async expectAllHeard(guild: StandInGuild, ann: StandInMember, lostFrames = 0): Promise<void> {
    const messages = await this.stored(ann, 1);
    expect(answers(messages)).toMatchObject([
      { outcome: 'completed', content: LONG_ANSWER.join(' ') },
    ]);
    const { recording } = this.voiceOf(guild);
    const readable = recording.voiced.filter(({ opus }) => opus !== undefined).length;
    const framesOff = mostFramesOff(this.#longFrames, SPARE_FRAMES + lostFrames);
    expect(readable).toBeGreaterThanOrEqual(this.#longFrames - framesOff);
    expect(readable).toBeLessThanOrEqual(this.#longFrames + SPARE_FRAMES);
  }

  /** Frames of voice that have come since `fromMs` (`performance.now()`). */
  framesSince(guild: StandInGuild, fromMs: number): number {
    const { voiced } = this.voiceOf(guild).recording;
    return voiced.filter(({ arrivedAtMs }) => arrivedAtMs > fromMs).length;
  }

  async expectHealthy(): Promise<void> {
    const { status } = await fetch(`${this.server.server.url}/health/live`);
    expect(status).toBe(200);
  }

  async close(): Promise<void> {
    await this.#frames.close();
    await this.server.close();
  }
}

export function say(person: StandInMember) {
  return person.say(spoken(QUESTION));
}
