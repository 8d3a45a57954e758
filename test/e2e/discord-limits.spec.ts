import { untilCountsAgree } from '../support/counted-costs';
import { DiscordServer, spoken } from '../support/discord/discord-server';

/** Long words: few of them are many tokens. */
const SENTENCE = 'is extraordinarily uncharacteristically incomprehensible.';
const ANSWER = Array.from({ length: 25 }, (_, n) => `Number ${n} ${SENTENCE}`).join(' ');

/** Of `ANSWER`: a number of two figures. */
const MOST_TOKENS_IN_A_WORD = 2;

/** Some answers that are begun ahead of time and given up, and half of the one that is said. */
const CAP = '250';

describe('A limit to what somebody on Discord may spend', () => {
  let bench: DiscordServer;

  beforeAll(async () => {
    bench = await DiscordServer.start(() => ANSWER, {
      CAP_USER_TOKENS: CAP,
      // It would be asked for while counts are compared.
      SESSION_TITLES: 'false',
    });
  }, 180_000);
  afterAll(() => bench?.close());

  it('ends the answer with its sentence, is said and written, lets nobody be asked any more, and was counted to the token', async () => {
    const { guild, people } = bench.guild('thrifty', 'ann');
    const [ann] = people;
    if (ann === undefined) throw new Error('nobody is there');
    // Slower than anybody changes their mind: what is begun ahead of time has no word yet when it is given up.
    bench.thinkSlowly(300);
    await bench.join(guild);
    await ann.say(spoken('check-number-dial-again.wav'));
    const written = await guild.voice.message(({ content }) => content.includes('limit'));
    expect(written.content).toBe('Your limit for today is reached. I can answer again tomorrow.');
    const messages = await bench.messages(
      `discord:${ann.id}`,
      (all) => all.filter(({ role }) => role === 'assistant').length === 2,
    );
    const [answer, notice] = messages.filter(({ role }) => role === 'assistant');
    expect(answer?.outcome).toBe('interrupted');
    expect(answer?.content).toMatch(/^Number 0 is extraordinarily .*\.$/u);
    expect(answer?.content.length).toBeLessThan(ANSWER.length);
    expect(notice?.content).toMatch(/^Your limit for today is reached/u);

    const asked = bench.bills.length;
    await ann.say(spoken('confbridge-removed.wav'));
    await ann.say(spoken('please-try-call-later.wav'));
    expect(bench.bills).toHaveLength(asked);
    // Each answer that was given up or cut off may have had a word on its way.
    await untilCountsAgree(bench.server, bench.bills, asked * MOST_TOKENS_IN_A_WORD);
  }, 180_000);
});
