import { failed, type ToolDefinition } from '../tools';
import type { Memories } from './memories';
import type { Rememberer } from './rememberer';

/** Of a column. */
export const MAX_FACT_LENGTH = 500;

const NOT_ALLOWED =
  'The user has not allowed that anything is remembered: tell them that they can, where they manage their account.';
const SHARED = 'Several people share this conversation: nothing is remembered of one of them.';

type Deps = { readonly memories: Memories; readonly rememberer: Rememberer };

/** Keeps a fact about who talks, beyond the conversation. */
export function remember({ memories, rememberer }: Deps): ToolDefinition {
  return {
    name: 'remember',
    description:
      'Keeps a lasting fact about the user for later conversations (a name, a taste, a plan). Call it when they ask for it, or tell something that will matter again; never for what is secret or about somebody else.',
    parameters: {
      type: 'object',
      properties: {
        fact: {
          type: 'string',
          description: 'One sentence that can be understood alone, in the third person.',
          minLength: 3,
          maxLength: MAX_FACT_LENGTH,
        },
      },
      required: ['fact'],
      additionalProperties: false,
    },
    kind: 'wait',
    isReadOnly: false,
    timeoutMs: 5000,
    invoke: async ({ fact }, { caller }) => {
      const { sessionId, turnId, speakers, redactStored } = caller;
      if (speakers.length > 0) return failed(SHARED);
      const person = await rememberer.of(sessionId);
      if (person === undefined) return failed(NOT_ALLOWED);
      const kept = { fact: String(fact).trim(), sessionId, turnId, redactStored };
      const isNew = await memories.add(person, { ...kept, origin: 'agent' });
      return { content: isNew ? 'It is remembered.' : 'That is remembered already.' };
    },
  };
}

/** Drops what is remembered of who talks. */
export function forget({ memories, rememberer }: Deps): ToolDefinition {
  return {
    name: 'forget',
    description:
      'Drops what is remembered of the user from earlier conversations about something. Call it when they ask for it.',
    parameters: {
      type: 'object',
      properties: {
        about: {
          type: 'string',
          description: 'The words that the fact has in common with what is to be forgotten.',
          minLength: 2,
          maxLength: 200,
        },
      },
      required: ['about'],
      additionalProperties: false,
    },
    kind: 'wait',
    isReadOnly: false,
    timeoutMs: 5000,
    invoke: async ({ about }, { caller: { sessionId, speakers } }) => {
      if (speakers.length > 0) return failed(SHARED);
      const person = await rememberer.of(sessionId);
      if (person === undefined) return failed(NOT_ALLOWED);
      const dropped = await memories.drop(person, String(about));
      if (dropped.length === 0) return failed('Nothing of that is remembered.');
      return { content: `Forgotten: ${dropped.join(' ')}` };
    },
  };
}
