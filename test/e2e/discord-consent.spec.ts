import { answerOf } from '@vox/api-client';
import { type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { wer } from '@vox/testing';

import { heardWords } from '../support/discord/heard-speech';
import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { Hearing } from '../support/hearing';
import { recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';

const [first, second, third] = [
  recordingNamed('check-number-dial-again.wav'),
  recordingNamed('confbridge-removed.wav'),
  recordingNamed('please-try-call-later.wav'),
];

const NOTICE = 'I can hear everybody in this channel.';

/** A word or two of a recorded sentence. */
const WORDS_OFF = 0.29;

/** Two of its seven words: the embedded recognizer does not know the embedded voice well. */
const NOTICE_WORDS_OFF = 0.3;

const isAnswered = (messages: readonly StoredMessage[]) =>
  messages.some(({ role }) => role === 'assistant');

const heardOf = (messages: readonly StoredMessage[]) =>
  messages.find(({ role }) => role === 'user')?.content ?? '';

describe('What people in Discord are told, and what they refuse', () => {
  let bench: DiscordServer;
  let hearing: Hearing;

  beforeAll(async () => {
    [bench, hearing] = await Promise.all([
      DiscordServer.start((text) => `You said: ${text}`),
      Hearing.load(),
    ]);
  }, 180_000);
  afterAll(() => bench?.close());

  type Place = { readonly guild: StandInGuild; readonly people: StandInMember[] };

  const personOf = ({ people }: Place, index = 0): StandInMember => {
    const person = people[index];
    if (person === undefined) throw new Error('nobody is there');
    return person;
  };
  const command = async (
    { guild }: Place,
    member: StandInMember,
    name: string,
    options: Record<string, string> = {},
  ) => {
    await bench.discord.bot.registered(name.split(' ')[0] ?? '');
    return bench.discord.command({ guild, bot: bench.discord.bot, member, name, options });
  };
  const captionsOn = async (place: Place) => {
    place.guild.member(personOf(place).id)?.permit('ManageGuild');
    await (await command(place, personOf(place), 'voice captions', { state: 'on' })).reply();
  };

  const toggle = async (place: Place, person: StandInMember) =>
    (await command(place, person, 'mute-me')).reply();

  it('hears nothing of who opted out while it was there, and hears them again when they want', async () => {
    const place = bench.guild('quiet', 'gil', 'ivy');
    const { guild } = place;
    const [gil, ivy] = [personOf(place), personOf(place, 1)];
    await bench.join(guild);
    await toggle(place, gil);
    await captionsOn(place);
    await gil.say(spoken(first.file));
    await ivy.say(spoken(second.file));
    await bench.messages(`discord:${ivy.id}`, isAnswered);
    expect(await bench.sessions(`discord:${gil.id}`)).toEqual([]);
    const caption = await guild.general.message(({ content }) => content.includes('ivy'));
    // What ivy has said, however well it was heard.
    expect(wer(second.text, caption.content)).toBeLessThan(wer(first.text, caption.content));
    expect(guild.general.messages.map(({ content }) => content).join()).not.toContain('gil');
    await toggle(place, gil);
    await gil.say(spoken(first.file));
    const messages = await bench.messages(`discord:${gil.id}`, isAnswered);
    expect(wer(first.text, heardOf(messages))).toBeLessThanOrEqual(mostWordsOff(WORDS_OFF));
  });

  it('hears nothing of who opted out before it came, also after a restart', async () => {
    const place = bench.guild('stored', 'hal', 'ivy');
    const [hal, ivy] = [personOf(place), personOf(place, 1)];
    await toggle(place, hal);
    await bench.restart();
    await bench.join(place.guild);
    await hal.say(spoken(third.file));
    await ivy.say(spoken(second.file));
    await bench.messages(`discord:${ivy.id}`, isAnswered);
    expect(await bench.sessions(`discord:${hal.id}`)).toEqual([]);
  });

  it('hears nothing of whose roles do not let them talk, says so, and hears them once they do', async () => {
    const place = bench.guild('roles', 'kim', 'ivy');
    const { guild } = place;
    const [kim, ivy] = [personOf(place), personOf(place, 1)];
    const talk = async (...roleIds: string[]) => {
      const params = { path: { id: guild.id } };
      const body = { member_role_ids: roleIds };
      answerOf(await bench.server.api.PUT('/api/guilds/{id}', { params, body }));
    };
    await talk(ivy.roleId);
    await bench.join(guild);
    const told = `<@${kim.id}> I do not listen to you`;
    await guild.voice.message(({ content }) => content.startsWith(told));
    await kim.say(spoken(third.file));
    await ivy.say(spoken(second.file));
    await bench.messages(`discord:${ivy.id}`, isAnswered);
    expect(await bench.sessions(`discord:${kim.id}`)).toEqual([]);
    await talk();
    await kim.say(spoken(first.file));
    const messages = await bench.messages(`discord:${kim.id}`, isAnswered);
    expect(wer(first.text, heardOf(messages))).toBeLessThanOrEqual(mostWordsOff(WORDS_OFF));
  });

  it('says aloud that it listens when it is to, and then listens', async () => {
    const { id } = await bench.agent();
    await bench.setAgent(id, { discord: { notice: 'spoken', notice_text: NOTICE } });
    const place = bench.guild('notice', 'jim');
    await bench.join(place.guild);
    await bench.setAgent(id, { discord: { notice: null, notice_text: null } });
    const voice = place.guild.voiceOf(bench.discord.bot);
    await voice.heard(50);
    await voice.silent();
    const words = (await heardWords(hearing, voice.recording)).join(' ');
    expect(wer(NOTICE, words)).toBeLessThanOrEqual(mostWordsOff(NOTICE_WORDS_OFF));
    expect(place.guild.voice.messages).toEqual([]);
    const jim = personOf(place);
    await jim.say(spoken(first.file));
    expect(await bench.messages(`discord:${jim.id}`, isAnswered)).toHaveLength(2);
  });

  it('writes on join that it listens, and mirrors what is said on request, pinging nobody', async () => {
    const place = bench.guild('captions', 'ivy');
    await bench.join(place.guild);
    await place.guild.voice.message();
    await captionsOn(place);
    const ivy = personOf(place);
    await ivy.say(spoken(first.file));
    const caption = await place.guild.general.message(({ content }) => content.includes('ivy'));
    expect(caption.content).toMatch(/^\*\*ivy of captions:\*\* .*\n\*\*.*:\*\* You said/u);
    expect(caption.body['allowed_mentions']).toEqual({ parse: [] });
  });

  it('waits when Discord limits its replies and captions, loses none of them, and goes on talking', async () => {
    const place = bench.guild('limits', 'kay');
    const kay = personOf(place);
    await bench.join(place.guild);
    await captionsOn(place);
    const { limits } = bench.discord.rest;
    const waitMs = 1500;
    limits.add({ route: /^(?:POST|PATCH) \/webhooks\//u, retryAfterMs: waitMs });
    const posting = new RegExp(`^POST /channels/${place.guild.general.id}/messages`, 'u');
    limits.add({ route: posting, retryAfterMs: waitMs, times: 2 });
    const status = await command(place, kay, 'voice status');
    const { content } = await status.reply();
    expect(content).toContain('You are listened to.');
    expect(status.replies.filter(({ kind }) => kind !== 'deferred')).toHaveLength(1);
    await kay.say(spoken(first.file));
    await bench.messages(`discord:${kay.id}`, isAnswered);
    await kay.say(spoken(second.file));
    await bench.messages(`discord:${kay.id}`, (all) => all.length >= 4);
    await place.guild.general.message((each) => each.content.includes('conference'));
    const captions = place.guild.general.messages.filter((each) => each.content.includes('kay'));
    expect(captions.map((each) => /number|conference/u.exec(each.content)?.[0])).toEqual([
      'number',
      'conference',
    ]);
    const refused = bench.discord.rest.calls.filter((call) => call.status === 429);
    expect(refused).toHaveLength(3);
  });
});
