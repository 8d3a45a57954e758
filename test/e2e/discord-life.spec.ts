import type { StandInGuild, StandInMember } from '@vox/testing';

import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { eventually } from '../support/eventually';

const SENTENCE = 'check-number-dial-again.wav';
/** Spoken in about twenty seconds. */
const LONG_ANSWER = Array.from(
  { length: 12 },
  (_, index) => `This is sentence number ${index} of a long answer.`,
).join(' ');

const answers = (messages: readonly StoredMessage[]) =>
  messages.filter(({ role }) => role === 'assistant');
const isAnswered = (times: number) => (messages: readonly StoredMessage[]) =>
  answers(messages).length >= times;

describe("A bot's life in Discord, end-to-end encrypted", () => {
  let bench: DiscordServer;
  let answer = 'Understood.';

  beforeAll(async () => {
    bench = await DiscordServer.start(() => answer);
  }, 90_000);
  afterAll(() => bench?.close(), 30_000);
  beforeEach(() => (answer = 'Understood.'));

  const voiceOf = (guild: StandInGuild) => guild.voiceOf(bench.discord.bot);
  const one = ({ people }: { people: StandInMember[] }): StandInMember => {
    const [person] = people;
    if (person === undefined) throw new Error('nobody is there');
    return person;
  };
  const say = async (person: StandInMember) => person.say(spoken(SENTENCE));
  /** Somebody has asked, and the bot is in the middle of a long answer. */
  const speaking = async (name: string) => {
    answer = LONG_ANSWER;
    const place = bench.guild(name, 'ann');
    await bench.join(place.guild);
    const ann = one(place);
    await say(ann);
    await voiceOf(place.guild).heard(50, 20_000);
    answer = 'Understood.';
    return { guild: place.guild, ann };
  };
  const talksOn = async (person: StandInMember, times: number) => {
    await say(person);
    const messages = await bench.messages(`discord:${person.id}`, isAnswered(times), 40_000);
    expect(answers(messages).at(-1)).toMatchObject({ outcome: 'completed' });
    return messages;
  };
  const isHealthy = async () =>
    expect((await fetch(`${bench.server.url}/health/live`)).status).toBe(200);

  it('leaves when the last person has left', async () => {
    const place = bench.guild('empty', 'ann', 'bob');
    await bench.join(place.guild);
    for (const person of place.people) person.leave();
    await bench.gone(place.guild);
  }, 60_000);

  it('follows when it is moved, and goes on talking', async () => {
    const place = bench.guild('moved', 'ann');
    const other = place.guild.addChannel('voice', 'Other');
    await bench.join(place.guild);
    const ann = one(place);
    await talksOn(ann, 1);
    const before = await voiceOf(place.guild).ready();
    ann.join(other);
    place.guild.moveBot(bench.discord.bot, other);
    await voiceOf(place.guild).reconnected(before, 15_000);
    await voiceOf(place.guild).ready(15_000);
    await talksOn(ann, 2);
  }, 90_000);

  it('ends cleanly when it is kicked while it speaks, and can be called again', async () => {
    const { guild, ann } = await speaking('kicked');
    guild.kickBot(bench.discord.bot);
    const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1));
    expect(answers(messages)).toMatchObject([{ interrupted: true }]);
    await bench.gone(guild);
    await bench.join(guild);
    await talksOn(ann, 2);
  }, 90_000);

  it('survives the removal of a guild while it speaks there', async () => {
    const { guild, ann } = await speaking('removed');
    bench.discord.removeGuild(guild);
    const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1));
    expect(answers(messages)).toMatchObject([{ interrupted: true }]);
    await isHealthy();
  }, 60_000);

  it('survives the deletion of the channel that it speaks in', async () => {
    const { guild, ann } = await speaking('deleted');
    guild.removeChannel(guild.voice);
    const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1));
    expect(answers(messages)).toMatchObject([{ interrupted: true }]);
    await isHealthy();
  }, 60_000);

  it('speaks on through a change of the region', async () => {
    const { guild, ann } = await speaking('region');
    const before = await voiceOf(guild).ready();
    guild.changeRegion(bench.discord.bot);
    await voiceOf(guild).reconnected(before, 15_000);
    const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1), 60_000);
    expect(answers(messages)).toMatchObject([{ outcome: 'completed' }]);
    await talksOn(ann, 2);
  }, 120_000);

  it.each([4015, undefined])(
    'resumes a voice connection that broke (%s) in the middle of an answer',
    async (code) => {
      const { guild, ann } = await speaking(`resumed ${code}`);
      const before = voiceOf(guild).recording.voiced.length;
      voiceOf(guild).drop(code);
      await voiceOf(guild).resumed(1, 15_000);
      await voiceOf(guild).heard(before + 100, 30_000);
      const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1), 60_000);
      expect(answers(messages)).toMatchObject([{ outcome: 'completed' }]);
    },
    120_000,
  );

  it('keeps the call encrypted and readable while people come and go', async () => {
    const { guild, ann } = await speaking('epochs');
    const bob = guild.addMember('bob of epochs');
    bob.join(guild.voice);
    await voiceOf(guild).ready();
    const cid = guild.addMember('cid of epochs');
    cid.join(guild.voice);
    await voiceOf(guild).ready();
    bob.leave();
    await voiceOf(guild).ready();
    const messages = await bench.messages(`discord:${ann.id}`, isAnswered(1), 60_000);
    expect(answers(messages)).toMatchObject([{ outcome: 'completed' }]);
    const { recording } = voiceOf(guild);
    process.stdout.write(
      `unreadable frames over three epochs: ${recording.unreadable} of ${recording.frames.length}\n`,
    );
    expect(recording.unreadable).toBeLessThan(recording.frames.length * 0.05);
    await talksOn(cid, 1);
  }, 120_000);

  it('loses the gateway for 30 s in the middle of an answer, and not the conversation', async () => {
    const { guild, ann } = await speaking('gateway');
    const before = voiceOf(guild).recording.voiced.length;
    bench.discord.gateway.goDark('refuse', 30_000);
    await voiceOf(guild).heard(before + 200, 30_000);
    const first = await bench.messages(`discord:${ann.id}`, isAnswered(1), 60_000);
    expect(answers(first)).toMatchObject([{ outcome: 'completed' }]);
    await eventually(() => bench.discord.bot.session?.isConnected, Boolean, 60_000);
    const messages = await talksOn(ann, 2);
    expect(messages).toHaveLength(4);
  }, 180_000);

  it('begins a new gateway session in the middle of an answer, and keeps the conversation', async () => {
    const { guild, ann } = await speaking('identified');
    const before = bench.discord.bot.session;
    bench.discord.gateway.drop(4000, 1);
    const first = await bench.messages(`discord:${ann.id}`, isAnswered(1), 60_000);
    expect(answers(first)).toMatchObject([{ outcome: 'completed' }]);
    await bench.discord.bot.online();
    expect(bench.discord.bot.session).not.toBe(before);
    await voiceOf(guild).ready(30_000);
    expect(await talksOn(ann, 2)).toHaveLength(4);
  }, 150_000);

  it('asks to speak on a stage, says so, and speaks when it is let', async () => {
    const place = bench.guild('stage', 'ann');
    const stage = place.guild.addChannel('stage', 'Stage');
    const ann = one(place);
    ann.join(stage);
    await bench.join(place.guild, stage);
    await stage.message(({ content }) => content.includes('asked to speak'), 15_000);
    place.guild.voiceStates.suppress(bench.discord.bot.id, false);
    await stage.message(({ content }) => !content.includes('asked to speak'), 15_000);
    await talksOn(ann, 1);
  }, 90_000);

  it('takes the word on a stage that it may moderate', async () => {
    const place = bench.guild('moderated', 'ann');
    place.guild.member(bench.discord.bot.id)?.permit('MuteMembers');
    const stage = place.guild.addChannel('stage', 'Stage');
    const ann = one(place);
    ann.join(stage);
    await bench.join(place.guild, stage);
    await talksOn(ann, 1);
  }, 90_000);

  it('names the permission that it lacks', async () => {
    const place = bench.guild('closed', 'ann');
    place.guild.voice.deny(['Speak']);
    const refused = await eventually(
      () =>
        bench.post('/voice/join', { guild_id: place.guild.id, channel_id: place.guild.voice.id }),
      ({ status }) => status !== 404,
    );
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Speak');
  }, 30_000);
});

describe('A bot that comes by itself', () => {
  it('joins when somebody enters a chosen channel', async () => {
    // The channel has to be known before the server starts.
    const bench = await DiscordServer.start(() => 'Understood.');
    try {
      const { guild } = bench.guild('auto');
      const agents = await bench.server.getJson<{ id: string }[]>('/api/agents');
      await bench.setAgent(agents[0]?.id ?? '', {
        discord: { auto_join_channel_ids: [guild.voice.id] },
      });
      const ann = guild.addMember('ann of auto');
      ann.join(guild.voice);
      await guild.joined(bench.discord.bot, guild.voice, 15_000);
      await guild.voiceOf(bench.discord.bot).ready();
      await ann.say(spoken(SENTENCE));
      await bench.messages(`discord:${ann.id}`, isAnswered(1));
    } finally {
      await bench.close();
    }
  }, 120_000);
});
