import type { ToolDefinition } from '../tool-definition';

/** Hangs up, once the last words were heard. */
export const endCall: ToolDefinition = {
  name: 'end_call',
  description:
    'Ends the conversation after what you say now was heard. Say goodbye in the same answer, and call it only when the user is done.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  kind: 'fire',
  isReadOnly: false,
  timeoutMs: 1000,
  invoke: (_given, { session }) => {
    session.endAfterAnswer();
    return Promise.resolve({ content: 'The conversation ends after your last words.' });
  },
};
