import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const ORDER = { name: 'order', arguments: { item: 'tea' } };
const LOOK = { name: 'look' };

/** A user asks once, and keeps quiet for a minute. */
async function asked(script: SessionScript, errors: readonly string[] = []): Promise<SessionBench> {
  const bench = new SessionBench({ hears: ['tea please'], ...script });
  await bench.speak(800);
  await bench.quiet(60_000);
  await bench.end();
  expect(bench.errors.map((error) => (error as Error).message)).toEqual(errors);
  return bench;
}

const messagesOf = (bench: SessionBench, request: number) => bench.llm.calls[request]?.messages;

describe('the calls of one turn', () => {
  it('are run, and the model is asked again with what came of them', async () => {
    const bench = await asked({
      tools: { order: { gives: { content: 'number 42' } } },
      replies: [{ says: 'One moment.', calls: [ORDER] }, 'It is order number 42.'],
    });
    expect(bench.tools.log).toMatchObject([{ name: 'order', arguments: '{"item":"tea"}' }]);
    expect(messagesOf(bench, 1)?.slice(-2)).toEqual([
      {
        role: 'assistant',
        content: 'One moment.',
        toolCalls: [{ id: 'call_1', name: 'order', arguments: '{"item":"tea"}' }],
      },
      { role: 'tool', toolCallId: 'call_1', content: 'number 42' },
    ]);
    expect(bench.turns).toMatchObject([
      {
        outcome: 'completed',
        spokenText: 'One moment. It is order number 42.',
        toolCalls: [{ id: 'call_1', name: 'order', state: 'done', result: 'number 42' }],
      },
    ]);
  });

  it('run while the words before them are spoken', async () => {
    const bench = await asked({
      tools: { order: { takesMs: 3000 } },
      replies: [{ says: 'One moment please', calls: [ORDER] }, 'Done.'],
    });
    const [heard] = bench.ofType('playout-start');
    const [begun] = bench.ofType('tool-start');
    const [ended] = bench.ofType('tool-end');
    expect(begun?.atMs).toBeLessThanOrEqual(heard?.atMs ?? 0);
    expect(heard?.atMs).toBeLessThan(ended?.atMs ?? 0);
    expect(ended).toMatchObject({ call: { state: 'done', durationMs: 3000 } });
  });

  it('wait until the user is certainly done', async () => {
    const bench = await asked({
      tools: { order: {} },
      replies: [{ calls: [ORDER] }, 'Done.'],
    });
    const certainAtMs = bench.ofType('turn-start')[0]?.atMs;
    // It was asked in the pause, before the silence was long enough.
    expect(bench.llm.calls).toHaveLength(2);
    expect(bench.tools.log[0]?.startedAtMs).toBe(certainAtMs);
    expect(certainAtMs).toBe(1400);
  });

  it('are none where the user goes on in the pause', async () => {
    const bench = new SessionBench({
      hears: ['tea please', 'tea please and cake'],
      tools: { order: {} },
      replies: [{ calls: [ORDER] }, 'Tea and cake.'],
    });
    await bench.speak(800);
    await bench.quiet(400);
    await bench.speak(800);
    await bench.quiet(8000);
    await bench.end();
    expect(bench.llm.calls.length).toBeGreaterThan(1);
    expect(bench.tools.log).toEqual([]);
  });

  it('fail without a word to the model of what a tool threw, which is ours to know', async () => {
    const bench = await asked(
      {
        tools: { order: { gives: new Error('connect to 10.0.0.7') }, look: {} },
        replies: [{ calls: [ORDER, LOOK] }, 'It did not work.'],
      },
      ['connect to 10.0.0.7'],
    );
    expect(messagesOf(bench, 1)?.slice(-2)).toMatchObject([
      { content: 'It failed.', isError: true },
      { content: 'done' },
    ]);
  });

  it('run at the same time, and one that fails spoils no other', async () => {
    const bench = await asked({
      tools: {
        order: { takesMs: 1000, gives: { content: 'Sold out.', isError: true } },
        look: { takesMs: 1000, gives: { content: 'two left' } },
      },
      replies: [{ calls: [ORDER, LOOK] }, 'Sold out, two left.'],
    });
    expect(new Set(bench.tools.log.map(({ startedAtMs }) => startedAtMs)).size).toBe(1);
    expect(messagesOf(bench, 1)?.slice(-2)).toMatchObject([
      { content: 'Sold out.', isError: true },
      { content: 'two left' },
    ]);
    expect(bench.turns[0]?.toolCalls).toMatchObject([{ state: 'failed' }, { state: 'done' }]);
  });

  it('name a tool that there is not, and are told so', async () => {
    const bench = await asked({
      tools: { order: {} },
      replies: [{ calls: [{ name: 'fly' }] }, 'I cannot fly.'],
    });
    expect(messagesOf(bench, 1)?.at(-1)).toMatchObject({
      content: 'There is no tool fly.',
      isError: true,
    });
    expect(bench.turns[0]).toMatchObject({
      outcome: 'completed',
      toolCalls: [{ state: 'failed' }],
    });
  });

  it('run once when they are the same, in whatever order their arguments are written', async () => {
    const [one, other] = ['{"item":"tea","size":1}', '{ "size": 1, "item": "tea" }'];
    const bench = await asked({
      tools: { order: { takesMs: 500 } },
      replies: [
        {
          calls: [
            { name: 'order', arguments: one ?? '' },
            { name: 'order', arguments: other ?? '' },
          ],
        },
        { calls: [{ name: 'order', arguments: other ?? '' }] },
        'Done.',
      ],
    });
    expect(bench.tools.log).toHaveLength(1);
    const results = messagesOf(bench, 2)?.filter(({ role }) => role === 'tool');
    expect(results?.map(({ content }) => content)).toEqual(['done', 'done', 'done']);
  });

  it('have ids of their own where a server counts anew with each reply', async () => {
    const bench = await asked({
      tools: { order: {}, look: {} },
      replies: [{ calls: [{ ...ORDER, id: 'a' }] }, { calls: [{ ...LOOK, id: 'a' }] }, 'Done.'],
    });
    expect(bench.tools.log).toHaveLength(2);
    expect(new Set(bench.turns[0]?.toolCalls?.map(({ id }) => id)).size).toBe(2);
  });

  it('are given up at the timeout of their tool, and may have happened', async () => {
    const bench = await asked({
      tools: { order: { takesMs: 50_000, timeoutMs: 4000 } },
      replies: [{ calls: [ORDER] }, 'It did not answer.'],
    });
    expect(bench.tools.log).toMatchObject([{ outcome: 'abandoned' }]);
    expect(bench.turns[0]?.toolCalls).toMatchObject([{ state: 'timed-out', durationMs: 4000 }]);
    expect(messagesOf(bench, 1)?.at(-1)).toMatchObject({
      isError: true,
      content: expect.stringContaining('may have happened'),
    });
  });

  it('answers in words when it may call no more, whatever the model would like', async () => {
    const calls = [1, 2].map((item) => ({ calls: [{ name: 'look', arguments: { item } }] }));
    const bench = await asked({
      tools: { look: { isReadOnly: true } },
      replies: [...calls, 'That is all.'],
      options: { tools: { maxSteps: 2, maxMs: 30_000, waitMs: 6000 } },
    });
    expect(bench.llm.calls.map(({ options }) => options.toolChoice)).toEqual([
      'auto',
      'auto',
      'none',
    ]);
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: 'That is all.' }]);
  });

  it('answers in words when the time of its tools is over', async () => {
    const bench = await asked({
      tools: { look: { isReadOnly: true, takesMs: 50_000 } },
      replies: [{ calls: [LOOK] }, 'It takes long.', 'Here it is.'],
      options: { tools: { maxSteps: 5, maxMs: 3000, waitMs: 6000 } },
    });
    expect(bench.llm.calls[1]?.options.toolChoice).toBe('none');
    expect(bench.turns[0]).toMatchObject({ spokenText: 'It takes long.' });
  });

  it('ends with an apology when the model only calls, though it is told to answer', async () => {
    const bench = await asked({
      tools: { look: {} },
      replies: [{ calls: [LOOK] }, { calls: [LOOK] }],
      options: { tools: { maxSteps: 1, maxMs: 3000, waitMs: 6000 } },
    });
    expect(bench.turns[0]).toMatchObject({
      outcome: 'failed',
      spokenText: expect.stringContaining("can't answer"),
    });
  });

  it('adds up what the steps of a turn took', async () => {
    const bench = await asked({
      tools: { look: {} },
      replies: [{ calls: [LOOK] }, 'Done.'],
      usage: { promptTokens: 10, completionTokens: 3 },
    });
    expect(bench.turns[0]?.usage).toEqual({ promptTokens: 20, completionTokens: 6 });
  });

  it('are no more than a request without tools where an agent has none', async () => {
    const bench = await asked({ tools: { look: {} }, agent: { tools: [] }, replies: ['Hello.'] });
    expect(bench.llm.calls[0]?.options).not.toHaveProperty('tools');
    expect(bench.turns[0]).not.toHaveProperty('toolCalls');
  });

  it('need no second request when nothing comes of them and something was said', async () => {
    const bench = await asked({
      tools: { wave: { kind: 'fire' } },
      replies: [{ says: 'Bye.', calls: [{ name: 'wave' }] }],
    });
    expect(bench.tools.log).toHaveLength(1);
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: 'Bye.' }]);
  });
});
