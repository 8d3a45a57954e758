import { ScriptedLanguageModel, type ScriptedReply, VirtualClock } from '@vox/testing';
import {
  type AgentConfig,
  AgentUnavailableError,
  type Handover,
  InvalidInputError,
  type ToolRun,
} from '@vox/voice-core';

import { SpendingBench } from '../../../test/support/spending-bench';
import type { ToolDefinition } from '../tool-definition';
import { ColleagueTools } from './colleague-tools';
import { Colleagues } from './colleagues';

const agent = (id: string, more: Partial<AgentConfig> = {}): AgentConfig => ({
  id,
  name: id.toUpperCase(),
  systemPrompt: `I am ${id}.`,
  llm: {},
  tts: {},
  ...more,
});

function bench(replies: ScriptedReply[] = []) {
  const agents = new Map(['bob', 'cy'].map((id) => [id, agent(id, { llm: { model: id } })]));
  let isAway = false;
  const findAgent = (id: string | undefined) => {
    if (isAway) return Promise.reject(new AgentUnavailableError());
    const found = agents.get(id ?? '');
    if (found !== undefined) return Promise.resolve(found);
    return Promise.reject(new InvalidInputError('agent_id', 'there is no such agent'));
  };
  const llm = new ScriptedLanguageModel(replies);
  const spending = new SpendingBench(new VirtualClock(), {});
  const tools = new ColleagueTools(new Colleagues({ findAgent }), llm, spending.limits);
  const taken: Handover[] = [];
  const run = {
    caller: { sessionId: 's', userId: 'u', turnId: 't', agentName: 'ADA', speakers: [] },
    session: { handOver: (handover: Handover) => void taken.push(handover) },
    signal: new AbortController().signal,
  } as unknown as ToolRun;
  const call = async (config: AgentConfig, name: string, given: Record<string, unknown>) => {
    const tool = (await tools.of(config)).find((one) => one.name === name) as ToolDefinition;
    return () => tool.invoke(given, run);
  };
  const leave = () => (isAway = true);
  return { agents, tools, taken, llm, spending, call, leave };
}

describe(ColleagueTools.name, () => {
  it('has nothing for an agent that knows no other, or only some that are gone, or itself', async () => {
    const { tools } = bench();
    expect(await tools.of(agent('ada'))).toEqual([]);
    expect(await tools.of(agent('bob', { transferTo: ['gone', 'bob'] }))).toEqual([]);
  });

  it('offers those that are there by their names', async () => {
    const { tools } = bench();
    const ada = agent('ada', { transferTo: ['bob', 'gone'], consults: ['cy'] });
    expect(await tools.of(ada)).toMatchObject([
      {
        name: 'transfer_to_agent',
        isReadOnly: false,
        parameters: { properties: { agent: { enum: ['BOB'] } } },
      },
      { name: 'consult_agent', kind: 'background', isReadOnly: false },
    ]);
  });

  it('hands the conversation over to who is named, and ends the answer', async () => {
    const { call, taken, agents } = bench();
    const ada = agent('ada', { transferTo: ['bob'] });
    const given = { agent: 'BOB', reason: ' It is a bill. ' };
    const result = (await call(ada, 'transfer_to_agent', given))();
    expect(await result).toMatchObject({ endsAnswer: true });
    expect(taken).toEqual([{ to: agents.get('bob'), reason: 'It is a bill.' }]);
  });

  it.each([
    ['was deleted meanwhile', ({ agents }: ReturnType<typeof bench>) => agents.delete('bob')],
    ['cannot be read', ({ leave }: ReturnType<typeof bench>) => leave()],
  ])('says so to the model when the other one %s', async (_why, happen) => {
    const made = bench();
    const ada = agent('ada', { transferTo: ['bob'], consults: ['bob'] });
    const transfer = await made.call(ada, 'transfer_to_agent', { agent: 'BOB' });
    const consult = await made.call(ada, 'consult_agent', { agent: 'BOB', question: 'Well?' });
    happen(made);
    expect(await transfer()).toMatchObject({ isError: true });
    expect(await consult()).toMatchObject({ isError: true });
    expect(made.taken).toEqual([]);
    expect(made.llm.calls).toEqual([]);
  });

  it('asks another agent with its own prompt and model, and gives its answer', async () => {
    const { call, llm } = bench(['Until Friday.']);
    const ada = agent('ada', { consults: ['cy'] });
    const ask = await call(ada, 'consult_agent', { agent: 'CY', question: 'Until when?' });
    expect(await ask()).toEqual({ content: 'Until Friday.' });
    expect(llm.calls).toMatchObject([
      {
        messages: [
          { role: 'system', content: expect.stringMatching(/^I am cy\./u) as string },
          { role: 'user', content: 'Until when?' },
        ],
        options: { model: 'cy', requester: { agentName: 'CY', turnId: 't' } },
      },
    ]);
  });

  it('tells the model of who is asked no more than that of who asks', async () => {
    const { call, llm, agents } = bench(['Until Friday.']);
    agents.set('cy', agent('cy', { llm: { redact: ['iban'] } }));
    const ada = agent('ada', { consults: ['cy'], llm: { redact: ['phone'] } });
    await (
      await call(ada, 'consult_agent', { agent: 'CY', question: 'Until when?' })
    )();
    expect(llm.calls).toMatchObject([{ options: { redact: ['iban', 'phone'] } }]);
  });

  it('asks another agent within its own limits, whatever was spent of them elsewhere', async () => {
    const { call, llm, agents, spending } = bench(['Until Friday.']);
    const limits = { day: { tokens: 50 } };
    agents.set('cy', agent('cy', { limits }));
    spending.elsewhere.spent.set('agent', { usd: 0, tokens: 50, minutes: 0 });
    const ada = agent('ada', { consults: ['cy'] });
    await (
      await call(ada, 'consult_agent', { agent: 'CY', question: 'Until when?' })
    )();
    const billing = llm.calls[0]?.options.billing;
    expect(billing).toMatchObject({ agentId: 'cy', sessionId: 's', agentLimits: limits });
    expect(spending.limits.reached(billing ?? {})).toMatchObject({ scope: 'agent', limit: 50 });
  });

  it('fails in words when the other one says nothing', async () => {
    const { call } = bench(['']);
    const ask = await call(agent('ada', { consults: ['cy'] }), 'consult_agent', {
      agent: 'CY',
      question: 'Until when?',
    });
    expect(await ask()).toEqual({ content: 'CY has no answer.', isError: true });
  });
});
