import type { ChatMessage, GenerateOptions, ToolCall, ToolSpec } from '@vox/voice-core';

import { inTurn, promptOf, withPromptSaid } from '../common/message-roles';
import { type OptionalParameters, toolParameters } from '../common/optional-parameters';
import type { Objections } from '../common/refused-parameters';
import { inWords, paired } from '../common/tool-messages';

export type TokenLimitName = 'max_tokens' | 'max_completion_tokens';

/** How one model of one server wants to be asked, as far as it is known. */
export type ModelManners = {
  readonly takesTemperature: boolean;
  /** `undefined` when it takes no limit by any name. */
  readonly tokenLimit: TokenLimitName | undefined;
  /** Names that it has refused. */
  readonly refusedLimits: readonly TokenLimitName[];
  /** The most tokens that it takes. */
  readonly mostTokens: number;
  readonly streams: boolean;
  /** It takes being asked what a streamed reply took. */
  readonly tellsUsage: boolean;
  readonly takesPrompt: boolean;
  /** It takes messages in any order of roles. */
  readonly takesAnyOrder: boolean;
  readonly takesTools: boolean;
};

export type ChatSettings = Pick<
  GenerateOptions,
  'temperature' | 'maxTokens' | 'tools' | 'toolChoice'
>;

/** What is asked for beside the messages, as `manners` have it. */
export function parametersOf(
  { temperature, maxTokens, ...asked }: ChatSettings,
  manners: ModelManners,
): OptionalParameters {
  const { takesTemperature, tokenLimit: name, mostTokens, streams, tellsUsage } = manners;
  const hasLimit = maxTokens !== undefined && name !== undefined;
  return {
    ...(temperature === undefined || !takesTemperature ? {} : { temperature }),
    ...(hasLimit ? { tokenLimit: { name, tokens: Math.min(maxTokens, mostTokens) } } : {}),
    isStreamed: streams,
    asksForUsage: streams && tellsUsage,
    ...(manners.takesTools ? toolParameters(asked) : {}),
  };
}

/** How it is put. */
export type ChatManner = {
  readonly manners: ModelManners;
  /** Names who is asked: what they gave with their calls goes back to them alone. */
  readonly giver: string;
  /** Earlier calls are told in words, though tools are offered. */
  readonly isInWords: boolean;
};

/** The body of a request of the chat protocol. */
export function toChatRequest(
  model: string,
  messages: readonly ChatMessage[],
  sent: OptionalParameters,
  { manners, giver, isInWords }: ChatManner,
): object {
  const { temperature, tokenLimit, isStreamed, asksForUsage = false } = sent;
  const { tools, toolChoice = 'auto' } = sent;
  const told = tools === undefined || isInWords ? inWords(messages) : paired(messages);
  return {
    model,
    messages: toChatMessages(told, manners).map((message) => toChatMessage(message, giver)),
    ...(tools === undefined ? {} : { tools: tools.map(toChatTool) }),
    ...(tools === undefined || toolChoice === 'auto' ? {} : { tool_choice: toolChoice }),
    stream: isStreamed,
    ...(asksForUsage ? { stream_options: { include_usage: true } } : {}),
    ...(temperature === undefined ? {} : { temperature }),
    ...(tokenLimit === undefined ? {} : { [tokenLimit.name]: tokenLimit.tokens }),
  };
}

function toChatMessages(
  messages: readonly ChatMessage[],
  { takesPrompt, takesAnyOrder }: ModelManners,
): readonly ChatMessage[] {
  const prompt = promptOf(messages);
  const ordered: readonly ChatMessage[] = takesAnyOrder
    ? messages
    : [
        ...(prompt === '' ? [] : [{ role: 'system', content: prompt } as const]),
        ...inTurn(messages),
      ];
  return takesPrompt ? ordered : withPromptSaid(ordered);
}

function toChatTool({ name, description, parameters }: ToolSpec): object {
  return { type: 'function', function: { name, description, parameters } };
}

/** The protocol knows no failed result: it is told in words. */
function toChatMessage(message: ChatMessage, giver: string): object {
  if (message.role === 'tool') {
    const { role, toolCallId: tool_call_id, content, isError } = message;
    return { role, tool_call_id, content: isError === true ? `Error: ${content}` : content };
  }
  const { role, content } = message;
  if (message.role !== 'assistant' || message.toolCalls === undefined) return { role, content };
  const tool_calls = message.toolCalls.map((call) => toChatCall(call, giver));
  const thoughts = thoughtsOf(message.toolCalls, giver);
  return {
    role,
    content: content === '' ? null : content,
    tool_calls,
    ...(thoughts === '' ? {} : { reasoning_content: thoughts }),
  };
}

function toChatCall({ id, name, arguments: given, state }: ToolCall, giver: string): object {
  const fields = state?.from === giver ? state.fields : undefined;
  return { ...fields, id, type: 'function', function: { name, arguments: given } };
}

/** Calls of several answers may be told in one message. */
function thoughtsOf(calls: readonly ToolCall[], giver: string): string {
  const given = calls.map(({ state }) => (state?.from === giver ? state.thoughts : undefined));
  return [...new Set(given)].filter((thoughts) => thoughts !== undefined).join('\n');
}

/** How to ask after an objection; undefined when nothing is left to change. */
export function mannersAfter(
  manners: ModelManners,
  { tokenLimit: sent, tools, ...others }: OptionalParameters,
  objections: Objections,
): ModelManners | undefined {
  const hasOthers = others.temperature !== undefined || sent !== undefined || others.asksForUsage;
  // What it does not name is looked for among the smaller things first.
  const isTools = objections.something && tools !== undefined && hasOthers !== true;
  const changed = {
    ...manners,
    ...(objections.temperature || objections.something ? { takesTemperature: false } : {}),
    ...(objections.something ? { tokenLimit: undefined } : {}),
    ...(objections.usage || objections.something ? { tellsUsage: false } : {}),
    ...(objections.tokenLimit && sent !== undefined ? limitAfter(manners, objections) : {}),
    ...(objections.stream ? { streams: false } : {}),
    ...(objections.tools || isTools ? { takesTools: false } : {}),
    ...orderAfter(manners, objections),
  };
  return JSON.stringify(changed) === JSON.stringify(manners) ? undefined : changed;
}

function limitAfter(
  { tokenLimit, refusedLimits }: ModelManners,
  { mostTokens, isForThisConversation }: Objections,
): Partial<ModelManners> {
  if (mostTokens !== undefined) return { mostTokens };
  if (tokenLimit === undefined) return {};
  const refused = [...refusedLimits, tokenLimit];
  const other = tokenLimit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  const isLast = isForThisConversation || refused.includes(other);
  return { tokenLimit: isLast ? undefined : other, refusedLimits: refused };
}

/** A template that knows no prompt complains of the order, too: that is the second guess. */
function orderAfter(
  { takesAnyOrder }: ModelManners,
  { systemRole, roleOrder }: Objections,
): Partial<ModelManners> {
  if (systemRole) return { takesPrompt: false };
  if (!roleOrder) return {};
  return takesAnyOrder ? { takesAnyOrder: false } : { takesPrompt: false };
}
