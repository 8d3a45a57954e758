import type { ChatMessage } from './chat-message';
import type { AgentConfig } from './conversation.port';
import { LimitReachedError } from './spending-limits.port';
import type { GenerateOptions, LanguageModel } from './language-model.port';

/** It answers whatever it is asked with the same, and is no model. */
const DEMO = 'demo';

/**
 * Whom to ask for an agent what is no conversation (a title, a summary), and what they are not told: its own models, those
 * that act (workflows) and the demo responder left out; undefined where nobody is left.
 */
export function askedInBackground(
  { llm: { steps, model, redact } }: Pick<AgentConfig, 'llm'>,
  llm: LanguageModel,
): Pick<GenerateOptions, 'steps' | 'redact'> | undefined {
  const asked = {
    ...(steps === undefined ? {} : { steps }),
    ...(model === undefined ? {} : { model }),
  };
  const own = llm
    .stepsFor(asked)
    .filter((step) => step.provider !== DEMO && !llm.actsWhenAsked({ steps: [step] }));
  if (own.length === 0) return undefined;
  return { steps: own, ...(redact === undefined ? {} : { redact }) };
}

/** A message as a line for whom is asked about a conversation, of a long one its beginning. */
export function saidLine(
  { role, content }: { readonly role: string; readonly content: string },
  maxLength: number,
): string {
  const who = role === 'user' ? 'User' : 'Assistant';
  return `${who}: ${content.slice(0, maxLength)}`;
}

/** All that the model says; nothing where nobody may be asked any more, because a limit is reached. @throws ProviderError as `generate`. */
export async function wholeAnswer(
  llm: LanguageModel,
  messages: readonly ChatMessage[],
  options: GenerateOptions,
): Promise<string> {
  let answer = '';
  try {
    for await (const part of llm.generate(messages, options)) {
      if (part.type === 'reply-delta') answer += part.text;
    }
  } catch (error) {
    if (!(error instanceof LimitReachedError)) throw error;
  }
  return answer;
}
