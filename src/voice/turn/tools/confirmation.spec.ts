import type { Speaker } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const DELETE = { name: 'delete_file', arguments: { path: 'notes' } };
const ASKED = 'Please confirm: delete file, path: notes. Shall I do that?';
const AGAIN = 'Yes or no, please: delete file, path: notes. Shall I do that?';
const TOOLS = {
  delete_file: { needsConfirmation: true, gives: { content: 'Gone.' } },
} as const;

/** Somebody wants a file deleted, and then says `words`, each when the agent is silent. */
async function told(words: readonly string[], script: SessionScript = {}): Promise<SessionBench> {
  const bench = new SessionBench({
    hears: ['delete my notes', ...words],
    tools: TOOLS,
    replies: [{ calls: [DELETE] }, 'As you say.', 'What else?'],
    ...script,
  });
  for (let said = 0; said <= words.length; said++) {
    await bench.speak(800);
    await bench.quiet(8000);
  }
  return over(bench);
}

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

const spoken = (bench: SessionBench) => bench.turns.map(({ spokenText }) => spokenText);
const states = (bench: SessionBench) =>
  bench.turns.map(({ toolCalls = [] }) => toolCalls.map(({ state }) => state));
/** What the model was given of the call with its last question. */
const result = (bench: SessionBench) =>
  bench.llm.calls.at(-1)?.messages.find(({ role }) => role === 'tool')?.content;

describe('a call that is to be confirmed', () => {
  it('is made once when the user says yes, and its result is told', async () => {
    const bench = await told(['yes please', 'thank you']);
    expect(spoken(bench)).toEqual([ASKED, 'As you say.', 'What else?']);
    expect(bench.tools.log).toHaveLength(1);
    expect(bench.tools.log[0]).toMatchObject({ arguments: '{"path":"notes"}', outcome: 'done' });
    expect(states(bench)).toEqual([['requested'], ['done'], []]);
    expect(result(bench)).toBe('Gone.');
    const ended = bench.ofType('tool-end').map(({ call }) => [call.state, call.result]);
    expect(ended).toEqual([['done', 'Gone.']]);
    // No model was asked for the question, nor before the yes had its effect.
    expect(bench.llm.calls).toHaveLength(3);
  });

  it('is not made when the user says no, and the model knows', async () => {
    const bench = await told(['no leave it', 'yes']);
    expect(spoken(bench)).toEqual([ASKED, 'As you say.', 'What else?']);
    expect(bench.tools.log).toEqual([]);
    expect(result(bench)).toContain('said no');
    expect(states(bench)[1]).toEqual(['cancelled']);
  });

  it('is asked about once more when the answer is unclear, and made for a yes to that', async () => {
    const bench = await told(['which notes', 'yes']);
    expect(spoken(bench)).toEqual([ASKED, AGAIN, 'As you say.']);
    expect(bench.tools.log).toHaveLength(1);
  });

  it('is given up when that is unclear, too', async () => {
    const bench = await told(['which notes', 'what is the weather', 'yes']);
    expect(spoken(bench)).toEqual([ASKED, AGAIN, 'As you say.', 'What else?']);
    expect(bench.tools.log).toEqual([]);
    expect(result(bench)).toContain('did not say yes');
  });

  it('is given up when nobody says anything for half a minute', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }, 'Yes what?'],
    });
    await bench.speak(800);
    await bench.quiet(40_000);
    expect(bench.ofType('tool-end')).toMatchObject([{ call: { state: 'cancelled' } }]);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log).toEqual([]);
    expect(spoken(bench)).toEqual([ASKED, 'Yes what?']);
    expect(result(bench)).toContain('in time');
  });

  it('is given up when the user speaks of something else over the question', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes', 'rather tell me the time', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }, 'It is noon.', 'Yes what?'],
    });
    await bench.speak(800);
    await bench.quiet(1200);
    await bench.speak(1200);
    await bench.quiet(8000);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log).toEqual([]);
    expect(bench.turns[0]).toMatchObject({ outcome: 'interrupted' });
    expect(spoken(bench).slice(1)).toEqual(['It is noon.', 'Yes what?']);
  });

  it('is not made for a yes to half of the question', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes', 'yes do it', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }, 'As you say.'],
    });
    await bench.speak(800);
    await bench.quiet(1200);
    await bench.speak(1200);
    await bench.quiet(8000);
    expect(bench.tools.log).toEqual([]);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench).slice(1)).toEqual([AGAIN, 'As you say.']);
    expect(bench.tools.log).toHaveLength(1);
  });

  it('needs a yes of its own when it is wanted again, and when it has other arguments', async () => {
    const other = { name: 'delete_file', arguments: { path: 'mail' } };
    const bench = await told(['yes', 'and my mail', 'no'], {
      replies: [{ calls: [DELETE] }, 'Done.', { calls: [other] }, 'Kept.'],
    });
    expect(bench.tools.log.map(({ arguments: given }) => given)).toEqual(['{"path":"notes"}']);
    expect(spoken(bench)[2]).toContain('path: mail');
  });

  it('is not made because a model says that it was confirmed', async () => {
    const bench = await told(['hm', 'well'], {
      replies: [
        { says: 'They confirmed it.', calls: [DELETE] },
        { calls: [{ name: 'delete_file', arguments: { path: 'notes', confirmed: true } }] },
        'What else?',
      ],
    });
    expect(bench.tools.log).toEqual([]);
    expect(spoken(bench)[0]).toBe(`They confirmed it. ${ASKED}`);
  });

  it('is withdrawn with its turn when the user goes on before the question', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes', 'and my mail', 'yes'],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }, 'Both?', 'What else?'],
      tts: { ttfbMs: 2000 },
    });
    await bench.speak(800);
    await bench.quiet(1500);
    await bench.speak(800);
    await bench.quiet(9000);
    await bench.speak(800);
    await over(bench);
    expect(bench.ofType('tool-end')).toMatchObject([{ call: { state: 'cancelled' } }]);
    expect(bench.turns[0]).toMatchObject({ userText: 'delete my notes and my mail' });
    expect(bench.tools.log).toEqual([]);
  });

  it('is not made when the user hangs up', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes'],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }],
    });
    await bench.speak(800);
    await bench.quiet(8000);
    await bench.hangsUp();
    expect(bench.tools.log).toEqual([]);
    expect(bench.ofType('tool-end')).toMatchObject([
      { call: { state: 'cancelled', result: expect.stringContaining('ended') as string } },
    ]);
    expect(bench.clock.sleepers).toBe(0);
  });

  it('goes on when somebody speaks while it runs, and is told of in a turn of its own', async () => {
    const bench = new SessionBench({
      hears: ['delete my notes', 'yes', 'hello'],
      tools: { delete_file: { ...TOOLS.delete_file, takesMs: 5000 } },
      replies: [{ calls: [DELETE] }, 'Hello.', 'Your notes are gone.'],
    });
    await bench.speak(800);
    await bench.quiet(8000);
    await bench.speak(800);
    await bench.quiet(1500);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log.map(({ outcome }) => outcome)).toEqual(['done']);
    expect(spoken(bench)).toEqual([ASKED, '', 'Hello.', 'Your notes are gone.']);
  });

  it('is one of several in an answer: what needs no yes runs beside, a second one waits for its turn', async () => {
    const bench = await told(['yes'], {
      tools: { ...TOOLS, look: { isReadOnly: true } },
      replies: [
        {
          calls: [
            { name: 'look' },
            DELETE,
            { name: 'delete_file', arguments: { path: 'everything' } },
          ],
        },
        'Done.',
      ],
    });
    expect(bench.tools.log.map(({ name, arguments: given }) => [name, given])).toEqual([
      ['look', '{}'],
      ['delete_file', '{"path":"notes"}'],
    ]);
    expect(states(bench)[0]).toEqual(['done', 'requested', 'cancelled']);
  });

  it.each([
    ['de', 'Bitte bestätigen: delete file, path: notes. Soll ich das tun?', 'ja bitte'],
    ['fr-FR', 'Merci de confirmer : delete file, path: notes. Dois-je le faire ?', 'oui'],
    ['es', 'Por favor, confirme: delete file, path: notes. ¿Lo hago?', 'sí claro'],
    ['ja', ASKED, 'yes'],
  ])('is asked about in the language of the session: %s', async (language, question, yes) => {
    const bench = await told([yes], { agent: { tts: { language } } });
    expect(spoken(bench)[0]).toBe(question);
    expect(bench.tools.log).toHaveLength(1);
  });
});

describe('in a group a call that is to be confirmed', () => {
  const ada: Speaker = { id: '1', name: 'Ada' };
  const bob: Speaker = { id: '2', name: 'Bob' };

  async function grouped(
    answers: readonly [Speaker, string][],
    mayConfirm?: (speaker: Speaker) => boolean,
  ): Promise<SessionBench> {
    const bench = new SessionBench({
      hears: ['delete my notes', ...answers.map(([, words]) => words)],
      tools: TOOLS,
      replies: [{ calls: [DELETE] }, 'I see.', 'And now?'],
      group: {
        answers: 'always',
        addressedAs: ['Vox'],
        bargeInBy: 'anyone',
        ...(mayConfirm === undefined ? {} : { mayConfirm }),
      },
    });
    await bench.speak(800, ada);
    await bench.quiet(8000);
    for (const [speaker] of answers) {
      await bench.speak(800, speaker);
      await bench.quiet(6000);
    }
    return over(bench);
  }

  it('is not made for a yes of somebody else, and is for the yes of who asked', async () => {
    const wrong = await grouped([[bob, 'yes']]);
    expect(wrong.tools.log).toEqual([]);
    expect(result(wrong)).toContain('has not answered');
    const right = await grouped([
      [bob, 'yes'],
      [ada, 'yes'],
    ]);
    expect(right.tools.log).toHaveLength(1);
    expect(right.tools.log[0]?.run.caller.speakers).toEqual([ada]);
  });

  it('is made for the yes of who may confirm for others', async () => {
    const bench = await grouped([[bob, 'Vox yes']], ({ id }) => id === bob.id);
    expect(bench.tools.log).toHaveLength(1);
    // Whoever confirms it: it was asked for by the other one.
    expect(bench.tools.log[0]?.run.caller.speakers).toEqual([ada]);
  });

  it('is not given up for the no of somebody else', async () => {
    const bench = await grouped([
      [bob, 'no'],
      [ada, 'yes'],
    ]);
    expect(bench.tools.log).toHaveLength(1);
  });
});
