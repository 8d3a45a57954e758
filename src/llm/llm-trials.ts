import { CircuitBreaker } from '@vox/outbound';
import {
  type Clock,
  ProviderError,
  type ProviderErrorCategory,
  TRIAL_BILLING,
  type UsageMeter,
} from '@vox/voice-core';

import type { AppConfig } from '../config';
import { askProvider } from './ask-provider';
import { OnlyContent } from './content/only-content';
import type { LlmProviderRow } from './llm-provider-row';
import type { LlmProvider, LlmProviders } from './llm-providers';
import { redactError } from './redact-error';

/** What a provider answered when it was tried out. No secrets. */
export type Trial = { readonly latencyMs: number } & (
  | { readonly ok: true; readonly reply: string }
  | {
      readonly ok: false;
      readonly category: ProviderErrorCategory;
      readonly message: string;
    }
);

/** Whoever set a server up waits for it, and no longer: a model that is loaded first takes its time. */
const TRIAL_MS = 60_000;
const LIST_MS = 10_000;

const QUESTION = [{ role: 'user', content: 'Say hello in one short sentence.' }] as const;

/** Enough for a model that thinks first, too little to cost anything. */
const TRIAL_TOKENS = 500;
const SHOWN_CHARACTERS = 300;

/** Asks a provider something to see whether it answers. What comes of it counts neither for nor against it. */
export class LlmTrials {
  readonly #content = new OnlyContent({ isWhole: true });

  constructor(
    private readonly providers: LlmProviders,
    private readonly llm: AppConfig['llm'],
    private readonly clock: Clock,
    private readonly meter?: UsageMeter,
  ) {}

  /**
   * A short answer of one that the environment configures (by its name), or of a row, switched off or not. Never rejects.
   * @param model Its default one when absent.
   */
  async try(which: string | LlmProviderRow, model?: string): Promise<Trial> {
    const { clock } = this;
    const startedAtMs = clock.nowMs();
    const latencyMs = () => Math.round(clock.nowMs() - startedAtMs);
    try {
      const reply = await this.#answer(this.#provider(which), model);
      return { ok: true, latencyMs: latencyMs(), reply: reply.slice(0, SHOWN_CHARACTERS) };
    } catch (error) {
      const { category, message } = this.#failure(error, which);
      return { ok: false, latencyMs: latencyMs(), category, message };
    }
  }

  /** @throws ProviderError, fit to be shown. */
  async models(which: string | LlmProviderRow): Promise<string[]> {
    try {
      return await this.#provider(which).adapter.models(AbortSignal.timeout(LIST_MS));
    } catch (error) {
      throw this.#failure(error, which);
    }
  }

  async #answer(provider: LlmProvider, model: string | undefined): Promise<string> {
    const { clock, llm } = this;
    const reply = askProvider(
      { ...provider, breaker: new CircuitBreaker(clock) },
      QUESTION,
      {
        ...(model === undefined ? {} : { model }),
        temperature: llm.DEFAULT_LLM_TEMPERATURE,
        maxTokens: TRIAL_TOKENS,
        billing: TRIAL_BILLING,
        signal: new AbortController().signal,
      },
      {
        clock,
        content: this.#content,
        meter: this.meter,
        endAtMs: clock.nowMs() + TRIAL_MS,
        attempts: 1,
        onRetry: () => undefined,
      },
    );
    let text = '';
    for await (const part of reply) if (part.type === 'reply-delta') text += part.text;
    return text.trim();
  }

  #provider(which: string | LlmProviderRow): LlmProvider {
    if (typeof which !== 'string') return this.providers.ofRow(which);
    const provider = this.providers.get(which);
    if (provider !== undefined) return provider;
    throw new ProviderError(`${which} is not configured`, {
      kind: 'llm',
      provider: which,
      category: 'invalid-request',
    });
  }

  #failure(error: unknown, which: string | LlmProviderRow): ProviderError {
    if (!(error instanceof ProviderError)) throw error;
    const own = typeof which === 'string' ? undefined : which.apiKey;
    redactError(error, [], [...this.providers.secrets, own]);
    return error;
  }
}
