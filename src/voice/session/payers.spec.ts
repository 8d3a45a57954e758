import type { GroupRules, Speaker } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';
import { limitWords, NEAR_NOTE } from '../turn/limit-words';

const ANN: Speaker = { id: '1', name: 'Ann', account: { userId: 'discord:1', ownerId: 'u-ann' } };
const BOB: Speaker = { id: '2', name: 'Bob', account: { userId: 'discord:2', ownerId: null } };
/** Somebody of whom the channel knows no more than what they are called. */
const CY: Speaker = { id: '3', name: 'Cy' };

const RULES: GroupRules = { answers: 'always', addressedAs: ['Vox'], bargeInBy: 'anyone' };
const ANSWER =
  'One two three four five six seven eight nine ten. ' +
  'Eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty. ' +
  'And so on and on until there is no end.';
const REPLIES = Array.from({ length: 8 }, () => 'Yes.');
const TO_ANN = limitWords({ scope: 'user' }, 'en', 'Ann');

const begin = (script: SessionScript) =>
  new SessionBench({ group: RULES, hears: ['first', 'second', 'third'], ...script });

const answered = ({ turns }: SessionBench) =>
  turns.map(({ userText, outcome, spokenText }) => [userText, outcome, spokenText]);
/** Who has paid for what, each once. */
const accounts = ({ spending }: SessionBench) => [
  ...new Set(
    spending.uses.map(({ purpose }, index) => {
      const { userId, ownerId } = spending.payers[index] ?? {};
      return `${purpose}: ${userId} ${ownerId ?? 'nobody'}`;
    }),
  ),
];

async function over(bench: SessionBench): Promise<void> {
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
}

describe('what several people in a session cost', () => {
  it('is on the account of each, and on the session’s for who has none', async () => {
    const bench = begin({ caps: {}, replies: REPLIES });
    for (const [speaker, what] of [
      [ANN, 'discord:1 u-ann'],
      [BOB, 'discord:2 nobody'],
      [CY, 'user nobody'],
    ] as const) {
      const before = bench.spending.uses.length;
      await bench.speak(600, speaker);
      await bench.quiet(4000);
      bench.spending.uses.splice(0, before);
      bench.spending.payers.splice(0, before);
      expect(accounts(bench).sort()).toEqual(
        ['answer', 'hearing', 'speech'].map((purpose) => `${purpose}: ${what}`),
      );
    }
    await over(bench);
  });

  it('ends the answer of who has reached their limit, who is told by name; the others are answered', async () => {
    const bench = begin({
      caps: { CAP_USER_TOKENS: '120' },
      replies: [ANSWER, ...REPLIES],
      wordMs: 200,
    });
    const spent = { usd: 0, tokens: 100, minutes: 0 };
    bench.spending.limits.add({ userId: 'discord:1', ownerId: 'u-ann' }, spent);
    await bench.speak(600, ANN);
    await bench.quiet(25_000);
    expect(answered(bench)).toEqual([
      [
        'Ann: first',
        'interrupted',
        expect.stringMatching(/^One .* ten\.(?: Eleven .* twenty\.)?$/u),
      ],
      [undefined, 'completed', TO_ANN],
    ]);
    expect(bench.ofType('limit-reached')).toMatchObject([
      { limit: { scope: 'user' }, speaker: { id: '1' } },
    ]);
    await bench.speak(600, BOB);
    await bench.quiet(4000);
    expect(answered(bench).slice(2)).toEqual([['Bob: second', 'completed', 'Yes.']]);
    // She is not heard any more, and told no more than that it is so.
    const before = bench.spending.requests.length;
    await bench.speak(600, ANN);
    await bench.quiet(4000);
    expect(bench.spending.requests).toHaveLength(before);
    expect(bench.ofType('limit-reached')).toHaveLength(1);
    await over(bench);
  });

  it('is told to who had reached their limit before they came, once, when they say something', async () => {
    const bench = begin({ caps: { CAP_USER_MINUTES: '1' }, replies: REPLIES });
    const spent = { usd: 0, tokens: 0, minutes: 2 };
    // On another door: the same user.
    bench.spending.limits.add({ userId: 'browser', ownerId: 'u-ann' }, spent);
    await bench.speak(600, ANN);
    await bench.quiet(8000);
    await bench.speak(600, ANN);
    await bench.quiet(8000);
    expect(answered(bench)).toEqual([[undefined, 'completed', TO_ANN]]);
    expect(accounts(bench)).toEqual(['notice: user nobody']);
    await bench.speak(600, BOB);
    await bench.quiet(4000);
    expect(answered(bench).slice(1)).toEqual([['Bob: first', 'completed', 'Yes.']]);
    await over(bench);
  });

  it('is told to the model of whose limit is near, in their answers and nobody else’s', async () => {
    const bench = begin({ caps: { CAP_USER_TOKENS: '1000' }, replies: REPLIES });
    const spent = { usd: 0, tokens: 850, minutes: 0 };
    bench.spending.limits.add({ userId: 'discord:1', ownerId: 'u-ann' }, spent);
    for (const speaker of [ANN, BOB, ANN]) {
      await bench.speak(600, speaker);
      await bench.quiet(4000);
    }
    const isBrief = bench.llm.calls.map(({ messages }) => messages[0]?.content.includes(NEAR_NOTE));
    expect(isBrief).toEqual([true, false, true]);
    await over(bench);
  });

  it('leaves unanswered, and kept, what is typed by who has reached theirs', async () => {
    const bench = begin({ caps: { CAP_USER_TOKENS: '20' }, replies: REPLIES });
    const spent = { usd: 0, tokens: 100, minutes: 0 };
    bench.spending.limits.add({ userId: 'discord:1', ownerId: 'u-ann' }, spent);
    await bench.send({ type: 'text', text: 'Hello?', speaker: ANN });
    await bench.quiet(8000);
    expect(answered(bench)).toEqual([
      ['Ann: Hello?', 'interrupted', ''],
      [undefined, 'completed', TO_ANN],
    ]);
    expect(bench.ofType('session-failure')).toMatchObject([{ failure: { code: 'cap_reached' } }]);
    await over(bench);
  });
});

it.each([
  ['en', /^Ann, your limit/u],
  ['de-AT', /^Ann, Ihr Limit/u],
  ['fr', /^Ann, votre limite/u],
  ['es', /^Ann, se ha alcanzado su límite/u],
  ['ja', /^Ann, your limit/u],
])(
  'tells one of several people of their limit in the language of the session (%s)',
  (language, words) => {
    expect(limitWords({ scope: 'user' }, language, 'Ann')).toMatch(words);
  },
);
