import type { ChatMessage } from '@vox/voice-core';

import { inTurn, promptOf, withPromptSaid } from '../common/message-roles';
import type { Objections, OptionalParameters } from '../common/refused-parameters';

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
};

export type ChatSettings = {
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
};

/** What is asked for beside the messages, as `manners` have it. */
export function parametersOf(
  { temperature, maxTokens }: ChatSettings,
  manners: ModelManners,
): OptionalParameters {
  const { takesTemperature, tokenLimit: name, mostTokens, streams, tellsUsage } = manners;
  const hasLimit = maxTokens !== undefined && name !== undefined;
  return {
    ...(temperature === undefined || !takesTemperature ? {} : { temperature }),
    ...(hasLimit ? { tokenLimit: { name, tokens: Math.min(maxTokens, mostTokens) } } : {}),
    isStreamed: streams,
    asksForUsage: streams && tellsUsage,
  };
}

/** The body of a request of the chat protocol. */
export function toChatRequest(
  model: string,
  messages: readonly ChatMessage[],
  { temperature, tokenLimit, isStreamed, asksForUsage = false }: OptionalParameters,
  manners: ModelManners,
): object {
  return {
    model,
    messages: toChatMessages(messages, manners),
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

/** How to ask after an objection; undefined when nothing is left to change. */
export function mannersAfter(
  manners: ModelManners,
  { tokenLimit: sent }: OptionalParameters,
  objections: Objections,
): ModelManners | undefined {
  const changed = {
    ...manners,
    ...(objections.temperature || objections.something ? { takesTemperature: false } : {}),
    ...(objections.something ? { tokenLimit: undefined } : {}),
    ...(objections.usage || objections.something ? { tellsUsage: false } : {}),
    ...(objections.tokenLimit && sent !== undefined ? limitAfter(manners, objections) : {}),
    ...(objections.stream ? { streams: false } : {}),
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
