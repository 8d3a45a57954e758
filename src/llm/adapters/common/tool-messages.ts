import type { ChatMessage, ToolCall } from '@vox/voice-core';

/** Stands for a result that nobody has: providers refuse a call without one. */
const NO_RESULT = 'No result is known.';

type ToolResult = Extract<ChatMessage, { role: 'tool' }>;

/**
 * The messages as every provider insists on them: right behind each message with calls one result for each call, and no
 * result without a call.
 * @see https://platform.openai.com/docs/guides/function-calling
 * @see https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use
 */
export function paired(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.flatMap((message, at): ChatMessage[] => {
    if (message.role === 'tool') return [];
    if (message.role !== 'assistant' || message.toolCalls === undefined) return [message];
    return [message, ...message.toolCalls.map((call) => resultOf(call, messages.slice(at + 1)))];
  });
}

function resultOf({ id }: ToolCall, after: readonly ChatMessage[]): ToolResult {
  const result = after.find((one) => one.role === 'tool' && one.toolCallId === id);
  if (result?.role === 'tool') return result;
  return { role: 'tool', toolCallId: id, content: NO_RESULT, isError: true };
}

/** The same for a model that knows no tools: what came of each call is told in words. */
export function inWords(messages: readonly ChatMessage[]): ChatMessage[] {
  const calls = new Map<string, ToolCall>();
  return messages.flatMap((message): ChatMessage[] => {
    if (message.role === 'tool') {
      const { name = 'a tool', arguments: given = '' } = calls.get(message.toolCallId) ?? {};
      const what = message.isError === true ? 'failed' : 'gave';
      return [{ role: 'user', content: `[${name} ${given} ${what}: ${message.content}]` }];
    }
    if (message.role !== 'assistant') return [message];
    const { content, toolCalls = [] } = message;
    for (const call of toolCalls) calls.set(call.id, call);
    return content === '' && toolCalls.length > 0 ? [] : [{ role: 'assistant', content }];
  });
}

/** Only what people and the agent have said: for who is asked for an answer and not told how it came about. */
export function spokenOnly(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.flatMap((message): ChatMessage[] => {
    if (message.role === 'tool') return [];
    if (message.role !== 'assistant') return [message];
    const { content, toolCalls } = message;
    return content === '' && toolCalls !== undefined ? [] : [{ role: 'assistant', content }];
  });
}

/** A call's arguments as an object, for protocols that have one; empty where they are none. */
export function argumentsObject({ arguments: given }: ToolCall): Record<string, unknown> {
  try {
    const value = JSON.parse(given) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : {};
  } catch {
    // The model wrote no JSON; its result says so.
    return {};
  }
}
