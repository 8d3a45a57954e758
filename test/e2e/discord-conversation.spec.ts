import { wer } from '@vox/testing';

import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { recordingNamed } from '../support/recordings';

const SENTENCES = [
  'check-number-dial-again.wav',
  'confbridge-removed.wav',
  'please-try-call-later.wav',
  'all-circuits-busy-now.wav',
].map(recordingNamed);

const isAnswered = (messages: readonly StoredMessage[]) =>
  messages.some(({ role }) => role === 'assistant');

const heardOf = (messages: readonly StoredMessage[]) =>
  messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content)
    .join(' ');

describe('Several people talk with a bot in Discord', () => {
  let bench: DiscordServer;

  beforeAll(async () => {
    bench = await DiscordServer.start((text) => `You said: ${text}`);
  }, 90_000);
  afterAll(() => bench?.close(), 30_000);

  it('hears four who speak at once, each under their own name, and answers all of them aloud', async () => {
    const { guild, people } = bench.guild('choir', 'ann', 'bob', 'cid', 'dan');
    await bench.join(guild);
    const { recording } = guild.voiceOf(bench.discord.bot);
    const startAtMs = performance.now() + 100;
    await Promise.all(
      people.map((person, index) =>
        person.say(spoken(SENTENCES[index]?.file ?? ''), { startAtMs }),
      ),
    );
    const conversations = await Promise.all(
      people.map(({ id }) => bench.messages(`discord:${id}`, isAnswered)),
    );
    const heard = conversations.map(heardOf);
    const said = SENTENCES.map(({ text }) => text);
    // Everybody's words under their own id: a stranger's sentence would be wrong in most of its words.
    heard.forEach((text, index) => expect(wer(said[index] ?? '', text)).toBeLessThan(0.5));
    const rate = wer(said.join(' '), heard.join(' '));
    const gaps = recording.gapsMs().sort((one, other) => one - other);
    const percentiles = [0.5, 0.95, 0.99].map((p) => gaps[Math.floor(gaps.length * p)]?.toFixed(1));
    process.stdout.write(
      `heard: ${heard.join(' | ')}; word error rate ${rate.toFixed(3)}; ` +
        `packet gaps p50 p95 p99: ${percentiles.join(' ')} ms of ${gaps.length}\n`,
    );
    expect(rate).toBeLessThanOrEqual(0.1);
    const sessions = await Promise.all(people.map(({ id }) => bench.sessions(`discord:${id}`)));
    expect(sessions.map(([session]) => session?.user_name)).toEqual(
      people.map(({ user }) => user.name),
    );
    for (const messages of conversations) {
      expect(messages.map(({ role, outcome }) => [role, outcome])).toEqual([
        ['user', 'completed'],
        ['assistant', 'completed'],
      ]);
    }
    expect(recording.unreadable).toBe(0);
    // Four spoken sentences of more than a second each.
    expect(recording.voiced.length).toBeGreaterThan(4 * 50);
  }, 90_000);

  it('keeps two guilds apart: an interruption in one leaves the other speaking', async () => {
    const [first, second] = [bench.guild('first', 'eve'), bench.guild('second', 'fay')];
    await Promise.all([bench.join(first.guild), bench.join(second.guild)]);
    const [eve] = first.people;
    const [fay] = second.people;
    const [one, two, three] = SENTENCES.map(({ file }) => spoken(file));
    await Promise.all([eve?.say(one ?? []), fay?.say(two ?? [])]);
    await first.guild.voiceOf(bench.discord.bot).heard(20, 20_000);
    await eve?.say(three ?? []);
    const [own, other] = await Promise.all([
      bench.messages(`discord:${eve?.id}`, (all) => all.length >= 4),
      bench.messages(`discord:${fay?.id}`, isAnswered),
    ]);
    expect(own.find(({ role }) => role === 'assistant')).toMatchObject({ interrupted: true });
    expect(other.find(({ role }) => role === 'assistant')).toMatchObject({ outcome: 'completed' });
  }, 90_000);

  it('hears nothing of somebody who opted out, and hears them again when they want', async () => {
    const { guild, people } = bench.guild('quiet', 'gil', 'hal');
    await bench.join(guild);
    const [gil, hal] = people;
    if (gil === undefined || hal === undefined) throw new Error('nobody is there');
    const toggle = async () =>
      bench.discord
        .command({ guild, bot: bench.discord.bot, member: gil, name: 'mute-me' })
        .reply();
    await toggle();
    await gil.say(spoken(SENTENCES[0]?.file ?? ''));
    await hal.say(spoken(SENTENCES[1]?.file ?? ''));
    await bench.messages(`discord:${hal.id}`, isAnswered);
    expect(await bench.sessions(`discord:${gil.id}`)).toEqual([]);
    await toggle();
    await gil.say(spoken(SENTENCES[2]?.file ?? ''));
    const messages = await bench.messages(`discord:${gil.id}`, isAnswered);
    expect(wer(SENTENCES[2]?.text ?? '', heardOf(messages))).toBeLessThan(0.3);
  }, 90_000);

  it('mirrors the conversation in a text channel on request, and tells on join that it listens', async () => {
    const { guild, people } = bench.guild('captions', 'ivy');
    await bench.join(guild);
    await guild.voice.message();
    guild.members.find(({ id }) => id === people[0]?.id)?.permit('ManageGuild');
    const [ivy] = people;
    if (ivy === undefined) throw new Error('nobody is there');
    await bench.discord
      .command({
        guild,
        bot: bench.discord.bot,
        member: ivy,
        name: 'voice captions',
        options: { state: 'on' },
      })
      .reply();
    const { endedAtMs } = await ivy.say(spoken(SENTENCES[0]?.file ?? ''));
    const { recording } = guild.voiceOf(bench.discord.bot);
    const caption = await guild.general.message(({ content }) => content.includes('ivy'), 30_000);
    const first = recording.voiced.find(({ arrivedAtMs }) => arrivedAtMs > endedAtMs);
    process.stdout.write(
      `last voice packet in to first one out: ${((first?.arrivedAtMs ?? 0) - endedAtMs).toFixed(0)} ms\n`,
    );
    expect(caption.content).toMatch(/^\*\*ivy of captions:\*\* .*\n\*\*.*:\*\* You said/u);
    expect(caption.body['allowed_mentions']).toEqual({ parse: [] });
  }, 90_000);

  it('talks with a whole channel in one conversation that knows who said what', async () => {
    const [agent] = await bench.server.getJson<{ id: string; name: string }[]>('/api/agents');
    await bench.setAgent(agent?.id ?? '', { discord: { mode: 'room' } });
    const { guild, people } = bench.guild('room', 'kim', 'lou');
    await bench.join(guild);
    for (const [index, person] of people.entries()) {
      await person.say(spoken(SENTENCES[index]?.file ?? ''));
      await bench.messages(
        `discord-channel:${guild.voice.id}`,
        (all) => all.filter(({ role }) => role === 'assistant').length > index,
      );
    }
    const messages = await bench.messages(`discord-channel:${guild.voice.id}`, isAnswered);
    const words = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
    expect(words[0]).toMatch(/^kim of room: .*number/u);
    expect(words[1]).toMatch(/^lou of room: .*conference/u);
    expect(await bench.sessions(`discord:${people[0]?.id}`)).toEqual([]);
  }, 90_000);
});
