import { seededRandom } from '@vox/stand-ins';
import { FRAME_MS } from '@vox/voice-core';

import { BOT_ID, type FakeGuild } from '../support/discord/fake-guild';
import { sentences, SoakPerson } from './soak-person';
import type { SoakServer } from './soak-server';

const MINUTE_MS = 60_000;

/** How long it is, on average, until something happens, in minutes of the time of whom it happens to. */
const EVERY = {
  sentence: 2.5,
  goingOrComing: 8,
  optingOutOrIn: 40,
  breakingOff: 30,
  lostLink: 25,
  botMoved: 45,
  botKicked: 60,
};

const PEOPLE = ['ann', 'bob', 'cid', 'dan'] as const;
const CHANNELS = ['talk', 'other'] as const;

/** Before each full hour everybody leaves, for the server to be seen empty. */
const EMPTY_MS = 2 * MINUTE_MS;

/** Chance decides, 50 times a second; the same seed makes the same day. */
export class SoakDay {
  said = 0;
  spokenMs = 0;
  came = 0;
  readonly #random = seededRandom(20_261_126);
  readonly #guilds: { readonly guild: FakeGuild; readonly people: SoakPerson[] }[];

  constructor(private readonly server: SoakServer) {
    this.#guilds = ['first', 'second'].map((name) => ({
      guild: server.guilds.add(name),
      people: PEOPLE.map((person) => new SoakPerson(`${person}-${name}`, this.#random)),
    }));
  }

  /** People come, talk and go; in the end nobody is there. */
  async liveUntil(endMs: number): Promise<void> {
    while (this.server.clock.nowMs() < endMs - EMPTY_MS) {
      for (const place of this.#guilds) this.#live(place);
      await this.server.advance(FRAME_MS);
    }
    for (const { guild, people } of this.#guilds) {
      for (const person of people) this.#go(guild, person);
    }
    while (this.server.clock.nowMs() < endMs) await this.server.advance(FRAME_MS);
    for (const { guild } of this.#guilds) guild.move(BOT_ID, undefined);
  }

  #live({ guild, people }: { guild: FakeGuild; people: readonly SoakPerson[] }): void {
    const link = this.server.links.in(guild.guildId);
    for (const person of people) {
      if (this.#happens('goingOrComing')) {
        if (person.channelId === undefined) this.#come(guild, person, people);
        else this.#go(guild, person);
      }
      if (person.channelId === undefined) continue;
      if (this.#happens('sentence')) this.#say(person);
      if (this.#happens('breakingOff')) person.breakOff();
      if (this.#happens('optingOutOrIn')) {
        this.server.conversations.setListening(person.id, this.#random() < 0.8);
      }
      if (person.isSpeaking) this.spokenMs += FRAME_MS;
      for (const packet of person.next()) link?.receive(person.id, packet);
    }
    if (link === undefined) return;
    if (this.#happens('lostLink')) {
      link.fail();
      for (const person of people) person.reconnect();
    }
    if (this.#happens('botMoved')) this.#moveAll(guild, people);
    if (this.#happens('botKicked')) guild.move(BOT_ID, undefined);
  }

  #say(person: SoakPerson): void {
    const sentence = sentences[Math.floor(this.#random() * sentences.length)];
    if (sentence === undefined) return;
    person.say(sentence);
    this.said += 1;
  }

  #come(guild: FakeGuild, person: SoakPerson, people: readonly SoakPerson[]): void {
    person.channelId = people.find(({ channelId }) => channelId !== undefined)?.channelId ?? 'talk';
    guild.move(person.id, person.channelId);
    this.came += 1;
  }

  #go(guild: FakeGuild, person: SoakPerson): void {
    person.channelId = undefined;
    person.breakOff();
    guild.move(person.id, undefined);
    this.server.links.in(guild.guildId)?.leave(person.id);
  }

  #moveAll(guild: FakeGuild, people: readonly SoakPerson[]): void {
    const from = people.find(({ channelId }) => channelId !== undefined)?.channelId;
    const to = CHANNELS.find((channel) => channel !== from) ?? CHANNELS[0];
    guild.move(BOT_ID, to);
    for (const person of people.filter(({ channelId }) => channelId !== undefined)) {
      person.channelId = to;
      guild.move(person.id, to);
    }
  }

  #happens(what: keyof typeof EVERY): boolean {
    return this.#random() < FRAME_MS / (EVERY[what] * MINUTE_MS);
  }
}
