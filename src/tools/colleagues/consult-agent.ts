import {
  type AgentConfig,
  type ChatMessage,
  type LanguageModel,
  onAccount,
  type SpendingLimits,
  type ToolRun,
  wholeAnswer,
} from '@vox/voice-core';

import { failed, type ToolDefinition } from '../tool-definition';
import { byName, colleagueParameter, type Named } from './colleague-parameter';
import type { Colleagues } from './colleagues';

/** A colleague may be a workflow that looks things up. */
const ANSWER_WITHIN_MS = 60_000;

const ASKED_BY_COLLEAGUE =
  'You are asked by another agent, who talks with a user right now and tells them what you answer. You do not see their conversation. Answer in plain words, as briefly as it can be done.';

type ConsultDeps = {
  /** Who asks. */
  readonly agent: AgentConfig;
  readonly colleagues: Colleagues;
  readonly llm: LanguageModel;
  readonly limits?: SpendingLimits | undefined;
};

/**
 * Asks one of the agents that it is made with, while the conversation goes on; the answer is told when it comes.
 *
 * The other agent is asked once, with its own prompt and models, and without tools of its own. It goes on whatever is said
 * meanwhile: the user has asked for it.
 */
export function consultAgent(
  named: Named,
  { agent: asking, colleagues, llm, limits }: ConsultDeps,
): ToolDefinition {
  return {
    name: 'consult_agent',
    description:
      'Asks another agent something that it knows better; you are given its answer a little later. Say in the same answer that you ask, and go on with the conversation.',
    parameters: {
      type: 'object',
      properties: {
        agent: colleagueParameter(named, 'Whom to ask.'),
        question: {
          type: 'string',
          description: 'The whole question: the other agent knows nothing of this conversation.',
          minLength: 1,
          maxLength: 4000,
        },
      },
      required: ['agent', 'question'],
      additionalProperties: false,
    },
    kind: 'background',
    isReadOnly: false,
    timeoutMs: ANSWER_WITHIN_MS,
    invoke: async ({ agent, question }, run) => {
      const name = String(agent);
      const asked = await colleagues.find(byName(named, name) ?? '');
      if (asked === undefined) return failed(`${name} cannot be asked now.`);
      const answer = await answerOf(
        asAskedBy(asking, asked),
        String(question),
        { llm, limits },
        run,
      );
      return answer === '' ? failed(`${name} has no answer.`) : { content: answer };
    },
  };
}

/** What the models of who asks are not told, those of who is asked are not told either. */
function asAskedBy(asking: AgentConfig, asked: AgentConfig): AgentConfig {
  const redact = [...(asked.llm.redact ?? []), ...(asking.llm.redact ?? [])];
  return { ...asked, llm: { ...asked.llm, ...(redact.length === 0 ? {} : { redact }) } };
}

async function answerOf(
  asked: AgentConfig,
  question: string,
  { llm, limits }: Pick<ConsultDeps, 'llm' | 'limits'>,
  { caller, signal }: ToolRun,
): Promise<string> {
  const messages: ChatMessage[] = [
    { role: 'system', content: `${asked.systemPrompt}\n\n${ASKED_BY_COLLEAGUE}` },
    { role: 'user', content: question },
  ];
  const { sessionId, userId, turnId, speakers } = caller;
  const requester = { sessionId, userId, turnId, agentName: asked.name };
  const agent = { agentId: asked.id, agentLimits: asked.limits };
  const payer = { sessionId, turnId, ...agent, ...speakers[0]?.account };
  const billing = { purpose: 'consultation', ...payer } as const;
  // The account of the session, and of who talks, is open already.
  const answer = await onAccount(limits, agent, () =>
    wholeAnswer(llm, messages, { ...asked.llm, requester, billing, signal }),
  );
  return answer.trim();
}
