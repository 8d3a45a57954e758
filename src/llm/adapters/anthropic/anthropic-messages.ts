import type { ChatMessage } from '@vox/voice-core';

import { inTurn, promptOf, type Turn } from '../common/message-roles';
import { argumentsObject } from '../common/tool-messages';

type Block =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: Record<string, unknown>;
    }
  | {
      readonly type: 'tool_result';
      readonly tool_use_id: string;
      readonly content: string;
      readonly is_error?: true;
    };

export type AnthropicMessage = { role: 'user' | 'assistant'; content: string | Block[] };

/**
 * A conversation as the Messages API takes it: the system prompt apart, no empty message, the user first, the roles in
 * turn (neighbours of one role are joined). Results are the user's, before what the user says.
 */
export function toAnthropicMessages(messages: readonly ChatMessage[]): {
  system?: string;
  messages: AnthropicMessage[];
} {
  const system = promptOf(messages);
  const turns: AnthropicMessage[] = [];
  for (const turn of inTurn(messages)) {
    const role = turn.role === 'assistant' ? 'assistant' : 'user';
    const content = contentOf(turn);
    const last = turns.at(-1);
    if (last?.role === role) last.content = [...blocks(last.content), ...blocks(content)];
    else turns.push({ role, content });
  }
  return { ...(system === '' ? {} : { system }), messages: turns };
}

function contentOf(turn: Turn): string | Block[] {
  if (turn.role === 'tool') {
    const { toolCallId, content, isError } = turn;
    const fault = isError === true ? { is_error: true as const } : {};
    return [{ type: 'tool_result', tool_use_id: idOf(toolCallId), content, ...fault }];
  }
  if (turn.role !== 'assistant' || turn.toolCalls === undefined) return turn.content;
  const calls = turn.toolCalls.map((call) => ({
    type: 'tool_use' as const,
    id: idOf(call.id),
    name: call.name,
    input: argumentsObject(call),
  }));
  return [...blocks(turn.content), ...calls];
}

/** Another provider's ids may have signs that are refused here. */
function idOf(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/gu, '_');
}

function blocks(content: string | Block[]): Block[] {
  if (typeof content !== 'string') return content;
  return content.trim() === '' ? [] : [{ type: 'text', text: content }];
}
