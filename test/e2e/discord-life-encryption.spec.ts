import { wer } from '@vox/testing';

import { DiscordLife } from '../support/discord/discord-life';
import { spoken, type StoredMessage } from '../support/discord/discord-server';
import { eventually } from '../support/eventually';
import { joinAudio, recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';

const RATE_HZ = 48_000;

const question = recordingNamed('check-number-dial-again.wav');

/** One word more or less in a short sentence. */
const ONE_WORD_OFF = 0.2;

/** A second and more of the sentence is out, and as much is still to come. */
const isMidSentence = (packets: number) => packets >= 50;

/** Of a key that nobody has yet, while others still come to it. */
const EPOCH_LOSS_FRAMES = 10;

const isAnsweredToItsEnd = (last?: StoredMessage) =>
  last?.role === 'assistant' && last.outcome === 'completed';

describe("A call's end-to-end encryption", () => {
  let life: DiscordLife;

  beforeAll(async () => {
    life = await DiscordLife.start();
  }, 180_000);
  afterAll(() => life?.close());

  const keysOf = (guild: Parameters<DiscordLife['voiceOf']>[0]) => {
    const dave = life.voiceOf(guild).channel?.dave;
    if (dave === undefined) throw new Error('the call is not encrypted');
    return dave;
  };

  it('stays readable while people come and go, and those who come later are heard', async () => {
    const { guild, ann } = await life.speaking('epochs');
    const first = keysOf(guild).epoch;
    const bob = guild.addMember('bob of epochs');
    bob.join(guild.voice);
    await life.voiceOf(guild).ready();
    const cid = guild.addMember('cid of epochs');
    cid.join(guild.voice);
    await life.voiceOf(guild).ready();
    bob.leave();
    await life.voiceOf(guild).ready();
    expect(keysOf(guild).epoch).toBe(first + 3n);
    await life.expectAllHeard(guild, ann, EPOCH_LOSS_FRAMES);
    await life.talksOn(cid, 1);
  });

  it('is made anew while the bot speaks, which is heard to the end', async () => {
    const { guild, ann } = await life.speaking('anew');
    keysOf(guild).reinitialise();
    await life.voiceOf(guild).ready();
    await life.expectAllHeard(guild, ann, EPOCH_LOSS_FRAMES);
    await life.talksOn(ann, 2);
  });

  it('is made anew while somebody speaks, of whom no word is lost', async () => {
    const { guild, ann } = life.place('mid-word');
    await life.server.join(guild);
    const person = life.voiceOf(guild).channel?.person(ann.id);
    const firstPacket = person?.sequence ?? 0;
    const speech = ann.say(spoken(question.file));
    await eventually(() => (person?.sequence ?? 0) - firstPacket, isMidSentence);
    keysOf(guild).reinitialise();
    await speech;
    await life.voiceOf(guild).ready();
    const [heard] = await life.stored(ann, 1);
    expect(wer(question.text, heard?.content ?? '')).toBeLessThanOrEqual(
      mostWordsOff(ONE_WORD_OFF),
    );
  });

  it('is renewed within three seconds when the bot has lost its keys, or those of somebody', async () => {
    const [lost, spoiled] = [life.place('lost keys'), life.place('spoiled')];
    await Promise.all([life.server.join(lost.guild), life.server.join(spoiled.guild)]);
    const foundings = [lost, spoiled].map(({ guild }) => keysOf(guild).committers.length);
    // The bot cannot read this commit, and gives up its place in the group.
    keysOf(lost.guild).announceGarbage();
    const question3sLater = joinAudio(RATE_HZ, spoken(question.file), 3000, spoken(question.file));
    await Promise.all([
      lost.ann.say(question3sLater),
      spoiled.ann.say(question3sLater, { unreadableFrames: 20 }),
    ]);
    const wordsOff = mostWordsOff(ONE_WORD_OFF);
    for (const [index, { guild, ann }] of [lost, spoiled].entries()) {
      const isHeard = ({ role, content }: StoredMessage) =>
        role === 'user' && wer(question.text, content) <= wordsOff;
      // Where the first question is heard, too, the second may end its answer.
      await life.server.messages(
        `discord:${ann.id}`,
        (all) => all.some(isHeard) && isAnsweredToItsEnd(all.at(-1)),
      );
      expect(keysOf(guild).committers.length).toBeGreaterThan(foundings[index] ?? 0);
    }
  });
});
