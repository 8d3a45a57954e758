import { resilient, wasNeverSent } from '@vox/outbound';
import {
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  type ProviderError,
  type ReplyPart,
  type UsageMeter,
} from '@vox/voice-core';

import type { OnlyContent } from './content/only-content';
import type { LlmProvider } from './llm-providers';
import { meteredReply } from './metered-reply';
import { withWords } from './spoken-reply';

/** A listener waits: the first pause is short, and a third try is the last. */
const BACKOFF = { backoffMs: 300, maxBackoffMs: 3000 } as const;

export type AskRules = {
  readonly clock: Clock;
  readonly content: OnlyContent;
  /** Told of each try; nobody is when absent. */
  readonly meter?: UsageMeter | undefined;
  /** When all must be over, retries included, as `Clock.nowMs` has it. */
  readonly endAtMs: number;
  /** Tries in all. */
  readonly attempts: number;
  /** Told of each failed try that another one follows. */
  readonly onRetry: (error: ProviderError, attempt: number) => void;
};

/**
 * One provider's reply, with its circuit, deadlines and retries.
 *
 * One that acts is asked once, whatever it answers: a second request runs the workflow a second time. It is asked again
 * only when nothing of the request has reached it. An answer of it without words is an answer.
 * @throws ProviderError before the first part, or in mid-reply.
 */
export function askProvider(
  provider: LlmProvider,
  messages: readonly ChatMessage[],
  options: GenerateOptions,
  { clock, content, meter, endAtMs, attempts, onRetry }: AskRules,
): AsyncGenerator<ReplyPart, void, void> {
  const { adapter, firstTokenMs, graceMs } = provider;
  const { name, hasSideEffects: acts = false } = adapter.info;
  return resilient(
    (signal, works) => {
      const reply = meteredReply(adapter, messages, { ...options, signal }, meter);
      const asked = `${name} ${options.n8nWebhookUrl ?? options.model ?? ''}`;
      return withWords(content.of(reply, asked, works), { provider: name, acts }, signal);
    },
    {
      provider,
      clock,
      signal: options.signal,
      deadlines: () => ({
        firstItemMs: firstTokenMs,
        totalMs: Math.max(0, endAtMs - clock.nowMs()) + graceMs,
      }),
      retry: {
        ...BACKOFF,
        attempts,
        // Whoever kept the listener waiting once is not waited for again: the next provider is asked.
        isFinal: (error) => (acts ? !wasNeverSent(error) : error.category === 'timeout'),
      },
      onRetry,
    },
  );
}
