import { z } from 'zod';

const toolCallSchema = z.object({
  id: z.string().min(1).max(40),
  type: z.literal('function'),
  function: z.object({ name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u), arguments: z.string() }),
});

/** Messages of the chat protocol, as strict as OpenAI's own server has them. */
export const chatMessagesSchema = z
  .array(
    z.union([
      z.object({ role: z.enum(['system', 'user']), content: z.string() }),
      z.object({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        tool_calls: z.array(toolCallSchema).min(1).optional(),
      }),
      z.object({ role: z.literal('tool'), content: z.string(), tool_call_id: z.string() }),
    ]),
  )
  .min(1);

export type ChatMessages = z.infer<typeof chatMessagesSchema>;

export const chatToolsSchema = z
  .array(
    z.object({
      type: z.literal('function'),
      function: z.object({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u),
        description: z.string(),
        parameters: z.looseObject({ type: z.literal('object') }),
      }),
    }),
  )
  .min(1);

/** What OpenAI answers 400 to, in its words: a call without its result right behind it, a result without its call. */
export function pairingFault(messages: ChatMessages): string | undefined {
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.includes(message.tool_call_id)) {
        return "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
      }
      open = open.filter((id) => id !== message.tool_call_id);
      continue;
    }
    if (open.length > 0) return withoutResponse(open);
    if (message.role === 'assistant') open = (message.tool_calls ?? []).map(({ id }) => id);
  }
  return open.length > 0 ? withoutResponse(open) : undefined;
}

function withoutResponse(ids: readonly string[]): string {
  return `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(', ')}`;
}
