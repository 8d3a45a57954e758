import { categoryOfStatus, type Fetch } from '@vox/outbound';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';
import type { z } from 'zod';

import type { Endpoint } from './endpoint';
import { speechFailure } from './speech-failure';

const TIMEOUT_CODES: ReadonlySet<unknown> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/** One speech server over HTTP: asks once, and says in our words what went wrong. */
export class SpeechServer {
  readonly #provider: string;
  readonly #endpoint: Endpoint;
  readonly #fetch: Fetch | undefined;

  /** @param fetch The runtime's own when absent. */
  constructor(provider: string, endpoint: Endpoint, fetch?: Fetch) {
    this.#provider = provider;
    this.#endpoint = endpoint;
    this.#fetch = fetch;
  }

  /**
   * A response with a status of 2xx whose body has not been read. Aborting `signal` closes the connection.
   * @throws ProviderError for any other status (its body is dropped: servers echo the text in it).
   */
  async fetch(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await (this.#fetch ?? fetch)(`${this.#endpoint.root}${path}`, {
        ...init,
        headers: { ...this.#endpoint.headers, ...(init.headers as Record<string, string>) },
        signal,
      });
    } catch (error) {
      throw this.translate(error);
    }
    if (response.ok) return response;
    await drop(response);
    const { status } = response;
    throw this.failure(`answered ${status}`, categoryOfStatus(status), { statusCode: status });
  }

  post(path: string, body: URLSearchParams | object, signal: AbortSignal): Promise<Response> {
    const init: RequestInit =
      body instanceof URLSearchParams
        ? { method: 'POST', body }
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          };
    return this.fetch(path, init, signal);
  }

  /** @throws ProviderError of category `protocol` when the answer is not what `schema` says. */
  async getJson<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const response = await this.fetch(path, {}, signal);
    const text = await response.text().catch((error: unknown) => {
      throw this.translate(error);
    });
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (cause) {
      throw this.failure('sent no JSON', 'protocol', { cause });
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw this.failure('sent unexpected JSON', 'protocol', { cause: parsed.error });
  }

  /** What `error`, thrown by fetch or while a body was read, means. */
  translate(error: unknown): ProviderError {
    if (error instanceof ProviderError) return error;
    // fetch wraps the socket's error; a deadline is no Error at all, but a DOMException.
    const { name, cause } = Object(error) as { name?: unknown; cause?: unknown };
    const { code } = Object(cause) as { code?: unknown };
    const isLate = name === 'TimeoutError' || TIMEOUT_CODES.has(code);
    return isLate
      ? this.failure('did not answer in time', 'timeout', { cause: error })
      : this.failure('cannot be reached or broke off', 'connectivity', { cause: error });
  }

  failure(
    what: string,
    category: ProviderErrorCategory,
    details: { statusCode?: number; cause?: unknown } = {},
  ): ProviderError {
    return speechFailure(this.#provider, what, category, details);
  }
}

/** Gives the connection back. A body that breaks while it is dropped is of no interest. */
async function drop(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}
