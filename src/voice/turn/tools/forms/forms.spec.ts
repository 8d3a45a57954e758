import type { Form } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../../../test/support/session-bench';

const BOOK = { name: 'book' };
const NAME = {
  name: 'name',
  label: 'Your name',
  isRequired: true,
  wish: { type: 'text' },
} as const;
const SEATS = {
  name: 'seats',
  label: 'Seats',
  isRequired: true,
  wish: { type: 'number', isWhole: true, least: 1, most: 8 },
} as const;
const WINDOW = {
  name: 'window',
  label: 'By the window',
  isRequired: true,
  wish: { type: 'yes-no' },
} as const;
const TABLE: Form = { from: 'The Swan', message: 'For your table.', fields: [SEATS, WINDOW] };
const ASKED = 'The Swan asks: For your table. Seats: a number from 1 to 8?';
const WINDOW_ASKED = 'By the window: yes or no?';
const TOOLS = { book: { asks: [TABLE], gives: { content: 'Booked.' } } };

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(45_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

/** Somebody wants a table, and then says `words`, each when the agent is silent. */
async function told(words: readonly string[], script: SessionScript = {}): Promise<SessionBench> {
  const bench = new SessionBench({
    hears: ['book a table', ...words],
    tools: TOOLS,
    replies: [{ calls: [BOOK] }, 'It is booked.', 'What else?'],
    ...script,
  });
  for (let said = 0; said <= words.length; said++) {
    await bench.speak(800);
    await bench.quiet(12_000);
  }
  return over(bench);
}

const spoken = (bench: SessionBench) => bench.turns.map(({ spokenText }) => spokenText);
const answers = (bench: SessionBench) => bench.tools.log.map((entry) => entry.answers);
const READ_BACK = 'I have Seats: 4, By the window: yes. Is that right?';

describe('what a tool wants to know while it runs', () => {
  it('is asked field by field, read back, and told to the tool, whose result is then told', async () => {
    const bench = await told(['a few of us', '4', 'yes', 'yes that is right']);
    expect(spoken(bench)).toEqual([
      ASKED,
      `I did not understand that. Seats: a number from 1 to 8?`,
      WINDOW_ASKED,
      READ_BACK,
      'It is booked.',
    ]);
    expect(answers(bench)).toEqual([[{ type: 'filled', values: { seats: 4, window: true } }]]);
    // No model was asked for the questions.
    expect(bench.llm.calls).toHaveLength(2);
    const given = bench.llm.calls.at(-1)?.messages.find(({ role }) => role === 'tool');
    expect(given?.content).toBe('Booked.');
    expect(bench.turns.at(-1)?.toolCalls).toMatchObject([{ state: 'done' }]);
  });

  it.each([
    ['de', 'The Swan fragt: For your table. Seats: eine Zahl von 1 bis 8?', 'vier', 'ja', 'stimmt'],
    [
      'fr',
      'The Swan demande : For your table. Seats : un nombre de 1 à 8 ?',
      'quatre',
      'oui',
      'exactement',
    ],
    [
      'es',
      'The Swan pregunta: For your table. Seats: ¿un número de 1 a 8?',
      'cuatro',
      'sí',
      'correcto',
    ],
  ])('is asked and understood in %s', async (language, question, ...words) => {
    const bench = await told(words, { agent: { tts: { language } } });
    expect(spoken(bench)[0]).toBe(question);
    expect(answers(bench)).toEqual([[{ type: 'filled', values: { seats: 4, window: true } }]]);
  });

  it('is asked once more when the answer is not understood, and cancelled when that is not, too', async () => {
    const bench = await told(['a few', 'you know', 'hello']);
    expect(spoken(bench)).toEqual([
      ASKED,
      'I did not understand that. Seats: a number from 1 to 8?',
      'It is booked.',
      'What else?',
    ]);
    expect(answers(bench)).toEqual([[{ type: 'cancelled' }]]);
  });

  it.each([
    ['no', 'declined'],
    ['I would rather not', 'declined'],
    ['cancel', 'cancelled'],
    ['never mind', 'cancelled'],
  ])('ends with %j: it is %s', async (words, type) => {
    expect(answers(await told([words]))).toEqual([[{ type }]]);
  });

  it('is asked for anew when it was read back wrong, and declined when it is wrong again', async () => {
    const bench = await told(['4', 'yes', 'no', '5', 'no', 'no that is wrong']);
    expect(spoken(bench)[3]).toBe('Then once more. Seats: a number from 1 to 8?');
    expect(answers(bench)).toEqual([[{ type: 'declined' }]]);
  });

  it('has what is left out as its server would have it', async () => {
    const fields = [
      { ...SEATS, preset: 2 },
      { ...NAME, isRequired: false },
      { ...WINDOW, isRequired: false },
    ];
    const bench = await told(['skip', 'skip it', 'no'], {
      tools: { book: { asks: [{ ...TABLE, fields }] } },
    });
    expect(spoken(bench).slice(0, 3)).toEqual([
      'The Swan asks: For your table. You may skip this, then it is 2. Seats: a number from 1 to 8?',
      'You may skip this. Your name?',
      'You may skip this. By the window: yes or no?',
    ]);
    expect(answers(bench)).toEqual([[{ type: 'filled', values: { seats: 2, window: false } }]]);
  });

  it('may be no more than whether they agree', async () => {
    const bench = await told(['yes'], {
      tools: { book: { asks: [{ ...TABLE, fields: [] }] } },
    });
    expect(spoken(bench)[0]).toBe('The Swan asks: For your table. Do you agree?');
    expect(answers(bench)).toEqual([[{ type: 'filled', values: {} }]]);
  });

  it('is cancelled when nobody says anything for half a minute, and the tool goes on', async () => {
    const bench = await told([]);
    expect(answers(bench)).toEqual([[{ type: 'cancelled' }]]);
    // Its own time has stood still meanwhile.
    expect(bench.ofType('tool-end')).toMatchObject([{ call: { state: 'done' } }]);
    expect(spoken(bench)).toEqual([ASKED, 'It is booked.']);
  });

  it('takes no time of the tool', async () => {
    const bench = await told(['4', 'yes', 'yes'], {
      tools: { book: { asks: [TABLE], timeoutMs: 2000, gives: { content: 'Booked.' } } },
      options: { tools: { maxSteps: 5, maxMs: 3000, waitMs: 6000 } },
    });
    expect(bench.ofType('tool-end')).toMatchObject([{ call: { state: 'done' } }]);
  });

  it('is cancelled when they hang up, and the tool is told', async () => {
    const bench = new SessionBench({
      hears: ['book a table'],
      tools: TOOLS,
      replies: [{ calls: [BOOK] }],
    });
    await bench.speak(800);
    await bench.quiet(10_000);
    await bench.hangsUp();
    await bench.clock.advance(1000);
    expect(answers(bench)).toEqual([[{ type: 'cancelled' }]]);
    expect(bench.ofType('tool-end')).toMatchObject([{ call: { state: 'done' } }]);
    expect(bench.clock.sleepers).toBe(0);
  });

  it('is asked again, once, when they speak of something else over the question, which is answered first', async () => {
    const bench = new SessionBench({
      hears: ['book a table', 'rather tell me the time', '4', 'yes', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [BOOK] }, 'It is noon.', 'It is booked.'],
    });
    await bench.speak(800);
    await bench.quiet(1200);
    await bench.speak(1200);
    await bench.quiet(14_000);
    for (let said = 0; said < 3; said++) {
      await bench.speak(800);
      await bench.quiet(10_000);
    }
    await over(bench);
    expect(bench.turns[0]).toMatchObject({ outcome: 'interrupted' });
    expect(spoken(bench).slice(1)).toEqual([
      'It is noon.',
      ASKED,
      WINDOW_ASKED,
      READ_BACK,
      'It is booked.',
    ]);
    expect(answers(bench)).toEqual([[{ type: 'filled', values: { seats: 4, window: true } }]]);
  });

  it('is answered by a number that they say over the question', async () => {
    const bench = new SessionBench({
      hears: ['book a table', '4 please', 'yes', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [BOOK] }, 'It is booked.'],
    });
    await bench.speak(800);
    await bench.quiet(1200);
    await bench.speak(1200);
    await bench.quiet(10_000);
    await bench.speak(800);
    await bench.quiet(10_000);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench).slice(1)).toEqual([WINDOW_ASKED, READ_BACK, 'It is booked.']);
  });

  it('is not answered by half of what they say', async () => {
    const bench = new SessionBench({
      hears: ['book a table', 'Ada', 'Lovelace', 'yes'],
      tools: { book: { asks: [{ ...TABLE, fields: [NAME] }] } },
      replies: [{ calls: [BOOK] }, 'It is booked.'],
      tts: { ttfbMs: 1000 },
    });
    await bench.speak(800);
    await bench.quiet(12_000);
    await bench.speak(800);
    await bench.quiet(800);
    await bench.speak(800);
    await bench.quiet(12_000);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench)).toContain('I have Your name: Ada Lovelace. Is that right?');
    expect(answers(bench)).toEqual([[{ type: 'filled', values: { name: 'Ada Lovelace' } }]]);
  });

  it('is asked in a turn of its own, over nobody, by a tool that nobody waits for', async () => {
    const bench = new SessionBench({
      hears: ['book a table', 'and I wanted to say', '4', 'yes', 'yes'],
      tools: {
        book: { kind: 'background', takesMs: 4000, asks: [TABLE], gives: { content: 'Booked.' } },
      },
      replies: [{ calls: [BOOK] }, 'I see to it.', 'Do tell.', 'It is booked.'],
    });
    await bench.speak(800);
    await bench.quiet(3500);
    // It wants to know in the middle of that.
    await bench.speak(2000);
    await bench.quiet(16_000);
    expect(spoken(bench)).toEqual(['I see to it.', 'Do tell.', ASKED]);
    for (let said = 0; said < 3; said++) {
      await bench.speak(800);
      await bench.quiet(10_000);
    }
    await over(bench);
    expect(spoken(bench).slice(3)).toEqual([WINDOW_ASKED, READ_BACK, 'It is booked.']);
  });

  it('is one at a time: of two tools the second asks when the first has its answer', async () => {
    const agree = (from: string): Form => ({ from, message: 'May I?', fields: [] });
    const bench = await told(['yes', 'no'], {
      tools: { one: { asks: [agree('One')] }, other: { asks: [agree('Other')] } },
      replies: [{ calls: [{ name: 'one' }, { name: 'other' }] }, 'Done.'],
    });
    expect(spoken(bench)).toEqual([
      'One asks: May I. Do you agree?',
      'Other asks: May I. Do you agree?',
      'Done.',
    ]);
    expect(answers(bench)).toEqual([[{ type: 'filled', values: {} }], [{ type: 'declined' }]]);
  });
});
