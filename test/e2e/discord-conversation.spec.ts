import { wer } from '@vox/testing';

import { bestOrder, heardWords, holesIn } from '../support/discord/heard-speech';
import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { SpokenFrames } from '../support/discord/spoken-frames';
import { Hearing } from '../support/hearing';
import { recordingNamed } from '../support/recordings';
import { mostFramesOff, mostWordsOff } from '../support/speech-bounds';
import { tonesIn } from '../integration/support/tones';

/** What people say, a word that only this sentence has, and what the bot answers. */
const EXCHANGES = [
  ['check-number-dial-again.wav', 'number', 'The blue train leaves from the station at seven.'],
  ['confbridge-removed.wav', 'conference', 'Fresh bread is baked every morning in the village.'],
  ['please-try-call-later.wav', 'later', 'My sister plays the piano after dinner.'],
  ['all-circuits-busy-now.wav', 'circuits', 'Seven sheep are sleeping under the old tree.'],
].map(([file = '', word = '', answer = '']) => ({ ...recordingNamed(file), word, answer }));

const reply = (text: string): string =>
  EXCHANGES.find(({ word }) => text.includes(word))?.answer ?? `I have no answer to: ${text}`;

/** Of all that the four say. */
const WORDS_OFF = 0.1;

/** Of 24 words, where three lost packets in a row may cost one in each sentence. The bench has the rate over many. */
const WORDS_OFF_AT_LOSS = 0.2;

/** A stranger's sentence would be wrong in most of its words. */
const OWN_WORDS = 0.5;

/** One word in fifteen is what the embedded recognizer mistakes of the embedded voice. */
const SYNTHETIC_WORDS_OFF = 0.2;

/** The highest of the thinking sound's samples, and those of the softest answer's loudest part. */
const THINKING_LEVEL = 1500;

const isAnswered = (messages: readonly StoredMessage[]) =>
  messages.some(({ role }) => role === 'assistant');

const heardOf = (messages: readonly StoredMessage[]) =>
  messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content)
    .join(' ');

describe('People talk with a bot in Discord', () => {
  let bench: DiscordServer;
  let hearing: Hearing;
  const frames = new SpokenFrames();

  beforeAll(async () => {
    [bench, hearing] = await Promise.all([DiscordServer.start(reply), Hearing.load()]);
  }, 180_000);
  afterAll(async () => {
    await frames.close();
    await bench?.close();
  });

  it.each([
    [0, WORDS_OFF],
    [0.05, WORDS_OFF_AT_LOSS],
  ])(
    'hears four who speak at once, loses nothing at a packet loss of %s, and answers all aloud, one after another',
    async (loss, wordsOff) => {
      const { guild, people } = bench.guild(`choir ${loss}`, 'ann', 'bob', 'cid', 'dan');
      await bench.join(guild);
      const startAtMs = performance.now() + 100;
      const said = await Promise.all(
        people.map((person, index) =>
          person.say(spoken(EXCHANGES[index]?.file ?? ''), { startAtMs, loss, seed: index + 1 }),
        ),
      );
      expect(said.every(({ lost }) => lost > 0)).toBe(loss > 0);
      const conversations = await Promise.all(
        people.map(({ id }) => bench.messages(`discord:${id}`, isAnswered)),
      );
      const heard = conversations.map(heardOf);
      const texts = EXCHANGES.map(({ text }) => text);
      const rate = wer(texts.join(' '), heard.join(' '));
      process.stdout.write(`heard: ${heard.join(' | ')}; word error rate ${rate.toFixed(3)}\n`);
      heard.forEach((text, index) => expect(wer(texts[index] ?? '', text)).toBeLessThan(OWN_WORDS));
      expect(rate).toBeLessThanOrEqual(mostWordsOff(wordsOff));
      const sessions = await Promise.all(people.map(({ id }) => bench.sessions(`discord:${id}`)));
      expect(sessions.map(([session]) => session?.user_name)).toEqual(
        people.map(({ user }) => user.name),
      );
      const answers = EXCHANGES.map(({ answer }) => answer);
      conversations.forEach((messages, index) => {
        expect(messages).toMatchObject([
          { role: 'user', outcome: 'completed' },
          { role: 'assistant', outcome: 'completed', content: answers[index] },
        ]);
      });

      const { recording } = guild.voiceOf(bench.discord.bot);
      const words = (await heardWords(hearing, recording)).join(' ');
      const { order, errorRate } = bestOrder(answers, words);
      process.stdout.write(`answered: ${words}; word error rate ${errorRate.toFixed(3)}\n`);
      // Words of two answers in one another would fit no order.
      expect(errorRate).toBeLessThanOrEqual(mostWordsOff(SYNTHETIC_WORDS_OFF));
      expect(order).toHaveLength(people.length);
      const expected = await frames.of(...answers);
      const framesOff = mostFramesOff(expected);
      expect(recording.voiced.length).toBeLessThanOrEqual(expected);
      expect(recording.voiced.length).toBeGreaterThanOrEqual(expected - framesOff);
      expect(holesIn(recording.frames).length).toBeLessThanOrEqual(framesOff);
      expect(recording.unreadable).toBe(0);
    },
    180_000,
  );

  it('sounds softly while the model thinks, until the first frame of the answer', async () => {
    const { id } = await bench.agent();
    const [{ file, answer } = { file: '', answer: '' }] = EXCHANGES;
    await bench.setAgent(id, { thinking_sound_after_ms: 500 });
    bench.thinkSlowly(400);
    const { guild, people } = bench.guild('slow', 'meg');
    await bench.join(guild);
    const [meg] = people;
    await meg?.say(spoken(file));
    await bench.messages(`discord:${meg?.id}`, isAnswered);
    bench.thinkSlowly(1);
    await bench.setAgent(id, { thinking_sound_after_ms: null });
    const { recording } = guild.voiceOf(bench.discord.bot);
    const pcm = recording.pcm();
    const answerSamples = (await frames.of(answer)) * 960;
    const notes = pcm.subarray(0, pcm.length - answerSamples);
    // C5 and E5, to the nearest hundred.
    expect(tonesIn(notes, 48_000, 310).slice(0, 2)).toEqual([500, 700]);
    expect(Math.max(...notes)).toBeLessThan(THINKING_LEVEL);
    const heard = await hearing.understand(pcm.subarray(notes.length), 48_000);
    expect(wer(answer, heard)).toBeLessThanOrEqual(mostWordsOff(SYNTHETIC_WORDS_OFF));
  });

  it('talks with a whole channel in one conversation that knows who said what', async () => {
    const { id } = await bench.agent();
    await bench.setAgent(id, { discord: { mode: 'room' } });
    const { guild, people } = bench.guild('room', 'kim', 'lou');
    await bench.join(guild);
    for (const [index, person] of people.entries()) {
      await person.say(spoken(EXCHANGES[index]?.file ?? ''));
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
  });
});
