import { answerOf } from '@vox/api-client';
import { levelDb } from '@vox/audio';
import { type StandInBot, type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { wer } from '@vox/testing';
import type { Browser } from 'playwright-core';

import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { SpokenFrames } from '../support/discord/spoken-frames';
import { recordedWav, recordingNamed } from '../support/recordings';
import { mostFramesOff } from '../support/speech-bounds';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say, takeRecording } from './support/page-audio';

const QUESTION = 'check-number-dial-again.wav';
const INTERRUPTION = 'confbridge-removed.wav';

/** Spoken in some ten seconds: an interruption is said and done in the first half. */
const LONG_ANSWER = ['one', 'two', 'three', 'four', 'five', 'six'].map(
  (number) => `This is sentence number ${number} of a long answer.`,
);

/** Frames by which the recorded end of an answer may differ from what the voice gave: one for each sentence. */
const SPARE_FRAMES = LONG_ANSWER.length;

/** Quieter than any voice, louder than what an idle stream carries. */
const AUDIBLE_DB = -40;

/** A misheard word does not make another sentence of it. */
const reply = (text: string) =>
  wer(recordingNamed(QUESTION).text, text) < wer(recordingNamed(INTERRUPTION).text, text)
    ? LONG_ANSWER.join(' ')
    : 'Understood, I stop here.';

const assistant = (messages: readonly StoredMessage[]) =>
  messages.filter(({ role }) => role === 'assistant');
const isAnswered =
  (times = 1) =>
  (messages: readonly StoredMessage[]) =>
    assistant(messages).length >= times;

function one([person]: readonly StandInMember[]): StandInMember {
  if (person === undefined) throw new Error('nobody is there');
  return person;
}

describe('Conversations that go on at the same time', () => {
  let bench: DiscordServer;
  let browser: Browser;
  const frames = new SpokenFrames();

  beforeAll(async () => {
    [bench, browser] = await Promise.all([DiscordServer.start(reply), openBrowser()]);
  }, 180_000);
  afterAll(async () => {
    await frames.close();
    await browser?.close();
    await bench?.close();
  });

  const voiceOf = (guild: StandInGuild, bot: StandInBot = bench.discord.bot) => guild.voiceOf(bot);

  it('an interruption in one guild leaves another guild and a browser speaking, each to its end', async () => {
    const [first, second] = [bench.guild('first', 'eve'), bench.guild('second', 'fay')];
    const page = await ConversationPage.open(await newContext(browser), bench.server.url, {
      speaks: true,
    });
    await Promise.all([
      bench.join(first.guild),
      bench.join(second.guild),
      page.start({ records: true }),
    ]);
    const [eve, fay] = [one(first.people), one(second.people)];
    const speaking = page.waitForState('speaking');
    await Promise.all([
      eve.say(spoken(QUESTION)),
      fay.say(spoken(QUESTION)),
      say(page.page, recordedWav(QUESTION)),
    ]);
    await Promise.all([voiceOf(first.guild).heard(20), voiceOf(second.guild).heard(20), speaking]);
    await eve.say(spoken(INTERRUPTION));
    const interruptedAtMs = performance.now();
    const own = await bench.messages(`discord:${eve.id}`, isAnswered(2));
    await takeRecording(page.page);
    expect(assistant(own)).toMatchObject([
      { interrupted: true },
      { outcome: 'completed', content: 'Understood, I stop here.' },
    ]);

    const whole = { outcome: 'completed', content: LONG_ANSWER.join(' ') };
    const other = await bench.messages(`discord:${fay.id}`, isAnswered());
    expect(assistant(other)).toMatchObject([whole]);
    const [turn] = await page.waitForTurns(1);
    expect(turn).toMatchObject({ outcome: 'completed', agent: LONG_ANSWER.join(' ') });

    const { voiced } = voiceOf(second.guild).recording;
    const expected = await frames.of(...LONG_ANSWER);
    const framesOff = mostFramesOff(expected, SPARE_FRAMES);
    expect(Math.abs(voiced.length - expected)).toBeLessThanOrEqual(framesOff);
    const later = voiced.filter(({ arrivedAtMs }) => arrivedAtMs > interruptedAtMs);
    expect(later.length).toBeGreaterThan(25);
    const { pcm } = await takeRecording(page.page);
    expect(levelDb(pcm)).toBeGreaterThan(AUDIBLE_DB);
    await page.page.context().close();
  }, 180_000);

  it('two bots of one process talk in two channels of one guild, each as its own agent', async () => {
    const { discord } = bench;
    const second = discord.addBot('secondbot');
    const agent = {
      name: 'Second',
      system_prompt: 'You are the second one.',
      discord_token: second.token,
    };
    const created = await bench.server.api.POST('/api/agents', { body: agent });
    const { id: agentId } = answerOf(created);
    await second.online();
    const { guild, people } = bench.guild('shared', 'gus', 'ida');
    const [gus, ida] = people as [StandInMember, StandInMember];
    const other = guild.addChannel('voice', 'Other');
    ida.join(other);
    await bench.join(guild);
    await bench.join(guild, other, { bot: second, agentId });
    await Promise.all([gus.say(spoken(QUESTION)), ida.say(spoken(QUESTION))]);
    const voices = [voiceOf(guild), voiceOf(guild, second)];
    const conversations = await Promise.all(
      [gus, ida].map(({ id }) => bench.messages(`discord:${id}`, isAnswered())),
    );
    const expected = await frames.of(...LONG_ANSWER);
    const framesOff = mostFramesOff(expected, SPARE_FRAMES);
    for (const [index, messages] of conversations.entries()) {
      expect(assistant(messages)).toMatchObject([
        { outcome: 'completed', content: LONG_ANSWER.join(' ') },
      ]);
      const voiced = voices[index]?.recording.voiced.length ?? 0;
      expect(Math.abs(voiced - expected)).toBeLessThanOrEqual(framesOff);
      expect(voices[index]?.recording.unreadable).toBe(0);
    }
    // Both spoke at once: neither waited for the other.
    const [mine, theirs] = voices.map(({ recording }) => recording.voiced);
    expect(mine?.[0]?.arrivedAtMs).toBeLessThan(theirs?.at(-1)?.arrivedAtMs ?? 0);
    expect(theirs?.[0]?.arrivedAtMs).toBeLessThan(mine?.at(-1)?.arrivedAtMs ?? 0);
  }, 180_000);
});
