import type { ScriptedTool } from '@vox/testing';
import type { AgentConfig, ToolRun } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const BOB: AgentConfig = {
  id: 'bob',
  name: 'Bob',
  systemPrompt: 'You know bills.',
  llm: { model: 'b-1' },
  tts: { voice: 'deep', language: 'de' },
  tools: ['transfer'],
};
const TRANSFER = { calls: [{ name: 'transfer' }] };
const transfer = (run: ToolRun) => {
  const problem = run.session.handOver({ to: BOB, reason: 'It is about a bill.' });
  if (problem !== undefined) return { content: problem, isError: true };
  return { content: 'Bob goes on.', endsAnswer: true as const };
};

async function begun(script: SessionScript, tool: ScriptedTool = {}): Promise<SessionBench> {
  const bench = new SessionBench({
    hears: ['my bill is wrong', 'hello', 'thank you'],
    ...script,
    tools: { transfer: { gives: transfer, ...tool }, ...script.tools },
  });
  await bench.speak(800);
  return bench;
}

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

const spoken = ({ turns }: SessionBench) =>
  turns.map(({ agentName, outcome, spokenText }) => [agentName, outcome, spokenText]);

describe('a conversation that is handed over', () => {
  it('goes on with the other agent once what was being said was heard', async () => {
    const bench = await over(
      await begun({
        replies: [{ says: 'I put you through to Bob.', ...TRANSFER }, 'Bob here. Which bill?'],
      }),
    );
    expect(spoken(bench)).toEqual([
      ['Vox', 'completed', 'I put you through to Bob.'],
      ['Bob', 'completed', 'Bob here. Which bill?'],
    ]);
    const types = bench.events.map(({ event }) => event.type);
    const at = types.indexOf('agent-change');
    expect(types.slice(0, at).filter((type) => type === 'playout-end')).toHaveLength(1);
    expect(types.slice(at).filter((type) => type === 'playout-start')).toHaveLength(1);
    expect(bench.ofType('agent-change')).toMatchObject([
      { agent: { id: 'bob', name: 'Bob' }, from: { id: 'agent', name: 'Vox' } },
    ]);
    expect(bench.conversations.agent).toBe(BOB);
  });

  it('brings its prompt, model, voice and language, and the history with a line about it', async () => {
    const bench = await over(
      await begun({ replies: [{ says: 'One moment.', ...TRANSFER }, 'Hallo.'] }),
    );
    const [, second] = bench.llm.calls;
    expect(second?.options).toMatchObject({ model: 'b-1', requester: { agentName: 'Bob' } });
    expect(second?.messages).toEqual([
      {
        role: 'system',
        content: expect.stringMatching(
          /^You know bills\.\n\nYou are Bob and have taken .* over from Vox \(It is about a bill\.\)/u,
        ) as string,
      },
      { role: 'user', content: 'my bill is wrong' },
      expect.objectContaining({ role: 'assistant', content: '' }),
      expect.objectContaining({ role: 'tool', content: 'Bob goes on.' }),
      { role: 'assistant', content: 'One moment.' },
      { role: 'user', content: expect.stringMatching(/^\[Not said by anybody: Vox/u) as string },
    ]);
    expect(bench.tts.calls.at(-1)?.options).toMatchObject({ voice: 'deep', language: 'de' });
  });

  it('needs no words of the agent that hands over', async () => {
    const bench = await over(await begun({ replies: [TRANSFER, 'Bob here.'] }));
    expect(spoken(bench)).toEqual([
      ['Vox', 'completed', ''],
      ['Bob', 'completed', 'Bob here.'],
    ]);
  });

  it('is answered by the other one when somebody speaks over the words before it', async () => {
    const bench = await begun({
      replies: [{ says: 'word '.repeat(40), ...TRANSFER }, 'Bob here, hello.'],
    });
    await bench.quiet(1500);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench)).toMatchObject([
      ['Vox', 'interrupted', expect.stringMatching(/^word/u)],
      ['Bob', 'completed', 'Bob here, hello.'],
    ]);
    expect(bench.turns[1]).toMatchObject({ userText: 'hello' });
    expect(bench.llm.calls).toHaveLength(2);
  });

  it('keeps the words of somebody who speaks while the other one thinks', async () => {
    const bench = await begun({
      replies: [{ says: 'One moment.', ...TRANSFER }, 'Unheard.', 'Bob here, hello.'],
      ttftMs: 1500,
    });
    await bench.quiet(4500);
    await bench.speak(800);
    await over(bench);
    expect(spoken(bench).at(-1)).toEqual(['Bob', 'completed', 'Bob here, hello.']);
    expect(bench.turns.at(-1)).toMatchObject({ userText: 'hello' });
    expect(bench.ofType('agent-change')).toHaveLength(1);
  });

  it('is told why not when the tool fails, and goes on itself', async () => {
    const bench = await over(
      await begun(
        { replies: [{ says: 'I try.', ...TRANSFER }, 'Bob is away, so I help you.'] },
        { gives: { content: 'Bob cannot take over now.', isError: true } },
      ),
    );
    expect(spoken(bench)).toEqual([['Vox', 'completed', 'I try. Bob is away, so I help you.']]);
    expect(bench.ofType('agent-change')).toEqual([]);
  });

  it('goes from agent to agent three times at most for one thing that somebody says', async () => {
    const bench = await over(
      await begun({
        replies: [TRANSFER, TRANSFER, TRANSFER, TRANSFER, 'Then I answer.'],
      }),
    );
    expect(bench.ofType('agent-change')).toHaveLength(3);
    expect(spoken(bench).at(-1)).toEqual(['Bob', 'completed', 'Then I answer.']);
  });

  it('takes what was ordered before with it: its result is told by the other one', async () => {
    const bench = await over(
      await begun({
        tools: { order: { takesMs: 3000, gives: { content: 'number 42' } } },
        agent: { tools: ['order', 'transfer'] },
        replies: [
          { says: 'I order it.', calls: [{ name: 'order' }, { name: 'transfer' }] },
          'Bob here. It has number 42.',
        ],
      }),
    );
    expect(bench.tools.log.map(({ name }) => name)).toEqual(['order', 'transfer']);
    expect(bench.llm.calls[1]?.messages.at(-2)?.content).toContain('order');
    expect(spoken(bench).at(-1)).toEqual(['Bob', 'completed', 'Bob here. It has number 42.']);
  });

  it('does not happen when everybody has hung up', async () => {
    const bench = await begun({ replies: [{ says: 'word '.repeat(40), ...TRANSFER }] });
    await bench.quiet(1500);
    await bench.hangsUp();
    expect(bench.ofType('agent-change')).toEqual([]);
    expect(bench.conversations.agent.id).toBe('agent');
  });
});
