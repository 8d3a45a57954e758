import type { MessageEntity, SessionEntity } from '@vox/database';
import { JobHandlers, type JobQueue } from '@vox/jobs';
import { ScriptedLanguageModel, VirtualClock } from '@vox/testing';
import type { AgentConfig, Conversations, GenerateOptions, ProviderInfo } from '@vox/voice-core';
import type { Repository } from 'typeorm';

import { SessionAccounts } from '../background';
import type { ConversationService } from '../conversation';
import { SummariseTitleHandler } from './summarise-title.handler';

const sessionId = '0b2f5a52-6c1e-4d6f-9a3b-5d0c7e1f2a34';

/** A model by the name of `name` that gives `reply`; providers in `acting` run workflows. */
class NamedModel extends ScriptedLanguageModel {
  constructor(
    name: string,
    private readonly acting: readonly string[] = [],
    reply = 'A table for two',
  ) {
    super([reply, reply]);
    Object.assign(this.info satisfies ProviderInfo, { name });
  }

  override actsWhenAsked({ steps }: Omit<GenerateOptions, 'signal'>): boolean {
    return steps?.some(({ provider }) => this.acting.includes(provider)) ?? false;
  }
}

type Said = Pick<MessageEntity, 'id' | 'role' | 'content'>;
const SAID: Said[] = [
  { id: '1', role: 'user', content: 'A table for two, please.' },
  { id: '2', role: 'assistant', content: 'For when?' },
];

async function titled(
  llm: ScriptedLanguageModel,
  { title = null, said = SAID, erased = [], agent = {} }: TitledSession = {},
): Promise<string | null> {
  const session = { title };
  const sessions = {
    existsBy: () => Promise.resolve(session.title === null),
    query: (_sql: string, [id, ids, text, count]: [string, string[], string, number]) => {
      const isWhole = count === said.length && ids.every((one) => !erased.includes(one));
      if (session.title !== null || !isWhole) return Promise.resolve([]);
      session.title = text;
      return Promise.resolve([{ id }]);
    },
  } as unknown as Repository<SessionEntity>;
  const messages = { find: () => Promise.resolve(said) } as unknown as Repository<MessageEntity>;
  const config: AgentConfig = {
    id: 'a',
    name: 'Vox',
    systemPrompt: '',
    llm: {},
    tts: {},
    ...agent,
  };
  const conversations = {
    getAgentConfig: () => Promise.resolve(config),
    findSession: () => Promise.resolve(undefined),
  };
  const handler = new SummariseTitleHandler(
    sessions,
    messages,
    conversations as unknown as Conversations,
    llm,
    new JobHandlers(),
    new SessionAccounts(
      conversations as unknown as ConversationService,
      {} as JobQueue,
      new VirtualClock(),
    ),
  );
  await handler.handle({ sessionId });
  return session.title;
}

type TitledSession = {
  readonly title?: string | null;
  readonly said?: readonly Said[];
  /** Messages that are deleted while the model thinks. */
  readonly erased?: readonly string[];
  readonly agent?: Partial<AgentConfig>;
};

describe(SummariseTitleHandler, () => {
  it("asks the server's model for a title by what was said first", async () => {
    const llm = new NamedModel('openrouter');
    expect(await titled(llm, { agent: { llm: { model: 'm-1' } } })).toBe('A table for two');
    const [call] = llm.calls;
    expect(call?.messages.at(-1)?.content).toBe(
      'User: A table for two, please.\nAssistant: For when?',
    );
    expect(call?.options.steps).toEqual([{ provider: 'openrouter', model: 'm-1' }]);
  });

  it("asks the agent's own models, and none that acts", async () => {
    const llm = new NamedModel('openrouter', ['n8n']);
    const steps = [{ provider: 'n8n' }, { provider: 'local', model: 'tiny' }, { provider: 'demo' }];
    expect(await titled(llm, { agent: { llm: { steps } } })).toBe('A table for two');
    expect(llm.calls[0]?.options.steps).toEqual([{ provider: 'local', model: 'tiny' }]);
  });

  it.each([
    ['there is the demo responder only', new NamedModel('demo'), {}],
    ['the model is a workflow', new NamedModel('n8n', ['n8n']), {}],
    ['it has a title', new NamedModel('local'), { title: 'Mine' }],
    ['nobody but the agent said anything', new NamedModel('local'), { said: SAID.slice(1) }],
  ])('asks nobody when %s', async (_when, llm, session: TitledSession) => {
    expect(await titled(llm, session)).toBe(session.title ?? null);
    expect(llm.calls).toEqual([]);
  });

  it('leaves a session without one when the model gives none', async () => {
    expect(await titled(new NamedModel('local', [], '"."'))).toBeNull();
  });

  it('makes none of words that are erased while the model thinks', async () => {
    expect(await titled(new NamedModel('local'), { erased: ['1'] })).toBeNull();
  });

  it('fails, to be tried again, when the model does', async () => {
    const llm = new ScriptedLanguageModel([new Error('away')]);
    await expect(titled(llm)).rejects.toThrow('away');
  });
});
