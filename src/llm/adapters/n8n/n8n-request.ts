import type { ChatMessage, GenerateOptions } from '@vox/voice-core';

import { spokenOnly } from '../common/tool-messages';

/**
 * What a workflow is told: both shapes that the predecessor's workflows know (`text, userId, timestamp, useStreaming`,
 * and `sessionId, username, conversationHistory, agentConfig`), and n8n's own chat (`chatInput`).
 */
export type N8nRequest = {
  readonly text: string;
  readonly chatInput: string;
  readonly userId: string;
  readonly username: string;
  readonly sessionId: string;
  /** Which turn is asked for; a reply that is delivered later gives it back. */
  readonly turnId: string;
  /** Where a later reply is posted on this server, as `{"text": "…"}`; the turn's id is in it. Absent without a session. */
  readonly replyPath?: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** False: the answer to the request is not read; the workflow calls the server. */
  readonly useStreaming: boolean;
  /** Before `text`, oldest first, without the system prompt. */
  readonly conversationHistory: readonly { readonly role: string; readonly content: string }[];
  readonly agentConfig: {
    readonly name: string;
    readonly systemPrompt: string;
    readonly temperature?: number;
    readonly maxTokens?: number;
    readonly model?: string;
  };
};

export function toN8nRequest(
  given: readonly ChatMessage[],
  { requester, model, temperature, maxTokens }: GenerateOptions,
  { turnId, useStreaming, nowMs }: { turnId: string; useStreaming: boolean; nowMs: number },
): N8nRequest {
  const messages = spokenOnly(given);
  const text = messages.at(-1)?.content ?? '';
  const sessionId = requester?.sessionId ?? '';
  return {
    text,
    chatInput: text,
    userId: requester?.userId ?? '',
    username: requester?.userId ?? '',
    sessionId,
    turnId,
    ...(sessionId === '' ? {} : { replyPath: replyPathOf(sessionId, turnId) }),
    timestamp: new Date(nowMs).toISOString(),
    useStreaming,
    conversationHistory: messages
      .slice(0, -1)
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role, content })),
    agentConfig: {
      name: requester?.agentName ?? '',
      systemPrompt: messages.find(({ role }) => role === 'system')?.content ?? '',
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(model === undefined ? {} : { model }),
    },
  };
}

function replyPathOf(sessionId: string, turnId: string): string {
  return `/api/sessions/${encodeURIComponent(sessionId)}/reply?turnId=${encodeURIComponent(turnId)}`;
}
