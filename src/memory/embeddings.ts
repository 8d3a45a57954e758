import { categoryOfStatus, CircuitBreaker } from '@vox/outbound';
import { type Clock, type PersonalKind, ProviderError } from '@vox/voice-core';
import { z } from 'zod';

const ID = { kind: 'llm', provider: 'embeddings' } as const;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
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
};

/** A server that says of texts where they lie by their meaning (OpenAI, "Create embeddings"). Left alone for a while when it fails. */
export class Embeddings {
  readonly #breaker: CircuitBreaker;
  readonly #address: string;

  constructor(
    private readonly server: EmbeddingsServer,
    clock: Clock,
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
      const vectors = await this.#asked(texts, asker, signal);
      admission.succeeded();
      return vectors;
    } catch (error) {
      if (signal.aborted) admission.abandoned();
      else admission.failed(error);
      throw error;
    }
  }

  async #asked(
    texts: readonly string[],
    asker: Asker,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const { model, apiKey, told = (text: string) => text } = this.server;
    const key = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    const response = await fetch(this.#address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify({
        model,
        input: texts.map((text) => told(text, asker)),
        encoding_format: 'float',
      }),
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw failure('connectivity', 'it cannot be reached', error);
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failure(categoryOfStatus(response.status), `HTTP ${response.status}`);
    }
    const read = answerSchema.safeParse(await response.json().catch(() => undefined));
    if (!read.success) throw failure('protocol', 'it answers something else');
    const { data } = read.data;
    const vectors = data.toSorted((one, other) => one.index - other.index);
    if (vectors.length !== texts.length) throw failure('protocol', 'it leaves out texts');
    return vectors.map(({ embedding }) => embedding);
  }
}

function failure(category: ProviderError['category'], why: string, cause?: unknown): ProviderError {
  return new ProviderError(`embeddings: ${why}`, { ...ID, category, cause });
}
