import { failed, type ToolDefinition } from '../tool-definition';

/** Two messages in Discord: more is nothing to be read while one talks. */
const MAX_LENGTH = 4000;

/** What cannot be said well: links, numbers, addresses, lists. */
export const sendText: ToolDefinition = {
  name: 'send_text',
  description:
    'Sends the user a text to read, in the chat beside the conversation: a link, a number, an address, a list, code. Call it for what is hard to follow by ear, and say in a few words that you have sent it; do not read it out.',
  parameters: {
    type: 'object',
    properties: { text: { type: 'string', minLength: 1, maxLength: MAX_LENGTH } },
    required: ['text'],
    additionalProperties: false,
  },
  kind: 'wait',
  isReadOnly: false,
  timeoutMs: 1000,
  invoke: ({ text }, { session, caller }) => {
    const written = String(text).trim();
    if (written === '') return Promise.resolve(failed('There is no text.'));
    const problem = session.sendText(caller.turnId, written);
    return Promise.resolve(problem === undefined ? { content: 'It was sent.' } : failed(problem));
  },
};
