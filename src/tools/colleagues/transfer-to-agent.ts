import { failed, type ToolDefinition } from '../tool-definition';
import { byName, colleagueParameter, type Named } from './colleague-parameter';
import type { Colleagues } from './colleagues';

/** Hands the conversation over to one of the agents that it is made with, once what is being said was heard. */
export function transferToAgent(named: Named, colleagues: Colleagues): ToolDefinition {
  return {
    name: 'transfer_to_agent',
    description:
      'Hands the conversation over to another agent, who goes on with it once what you say now was heard. Say in the same answer, in a few words, that you do; say nothing more after it.',
    parameters: {
      type: 'object',
      properties: {
        agent: colleagueParameter(named, 'Who goes on.'),
        reason: {
          type: 'string',
          description: 'What the other agent has to know, in one sentence: what the user wants.',
          maxLength: 500,
        },
      },
      required: ['agent'],
      additionalProperties: false,
    },
    kind: 'wait',
    isReadOnly: false,
    timeoutMs: 6000,
    invoke: async ({ agent, reason = '' }, { session }) => {
      const name = String(agent);
      const to = await colleagues.find(byName(named, name) ?? '');
      if (to === undefined) return failed(`${name} cannot take over now: go on yourself.`);
      const problem = session.handOver({ to, reason: String(reason).trim() });
      if (problem !== undefined) return failed(problem);
      return { content: `${to.name} goes on with the conversation.`, endsAnswer: true };
    },
  };
}
