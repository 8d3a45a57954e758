import { categoryOfStatus, CircuitBreaker } from '@vox/outbound';
import {
  type Billing,
  type Clock,
  type PersonalKind,
  ProviderError,
  UNKNOWN_BILLING,
  type UsageMeter,
} from '@vox/voice-core';
import { z } from 'zod';

const ID = { kind: 'llm', provider: 'embeddings' } as const;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/** What a request took; also an answer that is of no use may say so. */
const usageSchema = z.object({
  usage: z.object({ prompt_tokens: z.number().int().nonnegative() }),
});

export type EmbeddingsServer = {
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** What it is told of a text; all of it when absent. */
  readonly told?: (text: string, asker: Asker) => string;
};

/** For whom texts are embedded. */
export type Asker = {
  /** What an agent has it not told, beside what the server says. */
  readonly redact?: readonly PersonalKind[] | undefined;
  /** On whose account. */
  readonly billing?: Billing;
};

/** By what its requests are counted. */
export type Counting = {
  readonly meter: UsageMeter;
  /** Tokens of a text, where the server does not say. */
  readonly countTokens: (text: string) => number;
};

/** A server that says of texts where they lie by their meaning (OpenAI, "Create embeddings"). Left alone for a while when it fails. */
export class Embeddings {
  readonly #breaker: CircuitBreaker;
  readonly #address: string;

  constructor(
    private readonly server: EmbeddingsServer,
    clock: Clock,
    private readonly counting?: Counting,
  ) {
    this.#breaker = new CircuitBreaker(clock);
    const { pathname } = new URL(server.url);
    const base = server.url.replace(/\/+$/u, '');
    this.#address = `${pathname === '/' ? `${base}/v1` : base}/embeddings`;
  }

  get model(): string {
    return this.server.model;
  }

  /**
   * One for each text, in their order.
   * @throws ProviderError; an abort of `signal` as such.
   */
  async of(
    texts: readonly string[],
    asker: Asker,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const admission = this.#breaker.admit();
    if (admission === undefined) throw failure('server', 'it has failed several times');
    try {
      const { told = (text: string) => text } = this.server;
      const input = texts.map((text) => told(text, asker));
      const vectors = vectorsIn(await this.#metered(input, asker, signal), texts.length);
      admission.succeeded();
      return vectors;
    } catch (error) {
      if (signal.aborted) admission.abandoned();
      else admission.failed(error);
      throw error;
    }
  }

  /** What is refused took nothing; of what is given up nobody knows, and of what does not say, it is counted here. */
  async #metered(
    input: readonly string[],
    { billing = UNKNOWN_BILLING }: Asker,
    signal: AbortSignal,
  ): Promise<unknown> {
    const use = this.counting?.meter.begin(
      { kind: ID.kind, name: ID.provider, isEmbedded: false },
      billing,
    );
    const { model } = this.server;
    const tokensOf = (text: string) => this.counting?.countTokens(text) ?? 0;
    const counted = () => input.reduce((sum, text) => sum + tokensOf(text), 0);
    try {
      const answer = await this.#asked(input, signal);
      const { data } = usageSchema.safeParse(answer);
      use?.end({
        model,
        promptTokens: data?.usage.prompt_tokens ?? counted(),
        isEstimated: data === undefined,
      });
      return answer;
    } catch (error) {
      use?.end(signal.aborted ? { model, promptTokens: counted(), isEstimated: true } : undefined);
      throw error;
    }
  }

  async #asked(input: readonly string[], signal: AbortSignal): Promise<unknown> {
    const { model, apiKey } = this.server;
    const key = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    const response = await fetch(this.#address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw failure('connectivity', 'it cannot be reached', error);
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failure(categoryOfStatus(response.status), `HTTP ${response.status}`);
    }
    return response.json().catch((error: unknown) => {
      if (signal.aborted) throw error;
      return undefined;
    });
  }
}

/** @throws ProviderError */
function vectorsIn(answer: unknown, count: number): readonly (readonly number[])[] {
  const read = answerSchema.safeParse(answer);
  if (!read.success) throw failure('protocol', 'it answers something else');
  const vectors = read.data.data.toSorted((one, other) => one.index - other.index);
  if (vectors.length !== count) throw failure('protocol', 'it leaves out texts');
  return vectors.map(({ embedding }) => embedding);
}

function failure(category: ProviderError['category'], why: string, cause?: unknown): ProviderError {
  return new ProviderError(`embeddings: ${why}`, { ...ID, category, cause });
}
