import { SessionBench, type SessionScript } from '../../../test/support/session-bench';
import { limitWords } from '../turn/limit-words';

/** Ten words each: three sentences of two seconds. */
const ANSWER =
  'One two three four five six seven eight nine ten. ' +
  'Eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty. ' +
  'And so on and on until there is no end.';
const NOTICE = limitWords({ scope: 'session' }, 'en');

const begin = (script: SessionScript) => new SessionBench({ hears: ['count', 'more'], ...script });

const spoken = ({ turns }: SessionBench) =>
  turns.map(({ userText, outcome, spokenText }) => [userText, outcome, spokenText]);
const requestsAfter = ({ spending }: SessionBench, atMs: number) =>
  spending.requests.filter((request) => request.atMs > atMs).map(({ purpose }) => purpose);
const reachedAtMs = (bench: SessionBench) => bench.ofType('limit-reached')[0]?.atMs ?? Infinity;

async function over(bench: SessionBench): Promise<void> {
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
}

describe('a limit that is reached', () => {
  it('in the midst of an answer lets its sentence be finished, says why, and asks nobody any more', async () => {
    // The model writes as fast as it is spoken: the limit is reached in the second sentence.
    const bench = begin({
      caps: { CAP_SESSION_TOKENS: '20' },
      replies: [ANSWER],
      wordMs: 200,
    });
    await bench.speak(800);
    await bench.quiet(25_000);
    expect(spoken(bench)).toEqual([
      ['count', 'interrupted', expect.stringMatching(/^One .* ten\.(?: Eleven .* twenty\.)?$/u)],
      [undefined, 'completed', NOTICE],
    ]);
    expect(bench.ofType('limit-near')).toMatchObject([
      { limit: { scope: 'session', unit: 'tokens' } },
    ]);
    expect(bench.ofType('limit-reached')).toHaveLength(1);
    const purposes = requestsAfter(bench, reachedAtMs(bench));
    expect(new Set(purposes)).toEqual(new Set(['notice']));
    // Somebody goes on: nobody hears it, and they are told.
    const before = bench.spending.requests.length;
    await bench.speak(800);
    await bench.quiet(3000);
    await bench.send({ type: 'text', text: 'Hello?' });
    await bench.quiet(12_000);
    expect(bench.spending.requests).toHaveLength(before);
    expect(bench.ofType('session-failure')).toMatchObject([{ failure: { code: 'cap_reached' } }]);
    // At the end of what was said: what a page shows goes when somebody begins to speak.
    const types = bench.events.map(({ event }) => event.type);
    expect(types.indexOf('session-failure')).toBeGreaterThan(types.lastIndexOf('speech-start'));
    expect(bench.turns.at(-1)).toMatchObject({ userText: 'Hello?', spokenText: '' });
    await over(bench);
  });

  it('by an answer that is thought already has one sentence of it said', async () => {
    const bench = begin({ caps: { CAP_SESSION_TOKENS: '40' }, replies: [ANSWER] });
    await bench.speak(800);
    await bench.quiet(20_000);
    expect(spoken(bench)).toEqual([
      ['count', 'interrupted', 'One two three four five six seven eight nine ten.'],
      [undefined, 'completed', NOTICE],
    ]);
    await over(bench);
  });

  it('by what was heard leaves it unanswered', async () => {
    const bench = begin({ caps: { CAP_SESSION_MINUTES: '0.01' }, replies: [ANSWER] });
    await bench.speak(1500);
    await bench.quiet(10_000);
    expect(bench.llm.calls).toEqual([]);
    expect(spoken(bench)).toEqual(
      expect.arrayContaining([
        ['count', 'interrupted', ''],
        [undefined, 'completed', NOTICE],
      ]),
    );
    await over(bench);
  });

  it.each([
    ['de', 'Das Limit für dieses Gespräch ist erreicht'],
    ['fr-CA', 'La limite de cette conversation est atteinte'],
    ['es', 'Se ha alcanzado el límite de esta conversación'],
    ['pt', 'The limit for this conversation is reached'],
  ])('is told in the language of the session (%s)', async (language, words) => {
    const bench = begin({
      caps: { CAP_SESSION_TOKENS: '10' },
      replies: ['Ja.'],
      agent: { tts: { language } },
    });
    await bench.send({ type: 'text', text: 'Hello.' });
    await bench.quiet(15_000);
    expect(bench.turns.at(-1)?.spokenText).toContain(words);
    await over(bench);
  });

  it.each(['user', 'agent', 'day'] as const)(
    'by somebody else ends it as well (%s)',
    async (scope) => {
      const bench = begin({
        caps: { [`CAP_${scope.toUpperCase()}_TOKENS`]: '1000' },
        replies: [ANSWER],
        wordMs: 200,
      });
      await bench.send({ type: 'text', text: 'Count.' });
      await bench.quiet(3000);
      expect(bench.ofType('playout-start')).toHaveLength(1);
      const payer = { userId: 'user', agentId: 'agent', sessionId: 'another' };
      bench.spending
        .begin({ kind: 'llm', name: 'x', isEmbedded: false }, { ...payer, purpose: 'answer' })
        .end({ promptTokens: 1000, isEstimated: false });
      await bench.quiet(20_000);
      expect(spoken(bench)).toEqual([
        ['Count.', 'interrupted', expect.stringMatching(/\.$/u)],
        [undefined, 'completed', limitWords({ scope }, 'en')],
      ]);
      await over(bench);
    },
  );

  it('ends with the day: then people are answered again', async () => {
    const bench = begin({ caps: { CAP_DAY_TOKENS: '25' }, replies: ['Yes.', 'Again.'] });
    await bench.send({ type: 'text', text: 'One two three four five six seven eight nine ten.' });
    await bench.quiet(15_000);
    expect(bench.ofType('limit-reached')).toHaveLength(1);
    await bench.clock.advance(24 * 3_600_000);
    await bench.send({ type: 'text', text: 'Hello.' });
    await bench.quiet(5000);
    expect(bench.turns.at(-1)).toMatchObject({ userText: 'Hello.', spokenText: 'Again.' });
    await over(bench);
  });

  it('is told to the model before, so that it can say so', async () => {
    const bench = begin({ caps: { CAP_SESSION_TOKENS: '40' }, replies: ['Yes.', 'Bye.'] });
    await bench.send({
      type: 'text',
      text: 'One two three four five six seven eight nine ten. One two three.',
    });
    await bench.quiet(5000);
    const { limits } = bench.spending;
    limits.add({ sessionId: 'session' }, { usd: 0, tokens: 5, minutes: 0 });
    expect(bench.ofType('limit-near')).toHaveLength(1);
    await bench.send({ type: 'text', text: 'Hello.' });
    await bench.quiet(8000);
    expect(bench.llm.calls[1]?.messages[0]?.content).toContain('will soon reach its limit');
    await over(bench);
  });
});
