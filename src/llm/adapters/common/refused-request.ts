import type { Fetch } from '@vox/outbound';

/** Of an error's body; one that is longer is a page. */
const MAX_BODY_CHARACTERS = 20_000;

/** A server said no: by a status, or by an error in an answer that began well. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    /** Absent where only the body tells. */
    readonly status: number | undefined,
    /** JSON where it is some, else the text. */
    readonly body: unknown,
  ) {
    super(`refused${status === undefined ? '' : ` with ${status}`}`);
  }
}

/**
 * A fetch whose answers are successes: others are thrown as `RefusedRequest` with their whole body, of which client
 * libraries keep only the shape they know.
 */
export function refusing(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    // A body that breaks off leaves the status, which says enough.
    const text = await response.text().catch(() => '');
    init?.signal?.throwIfAborted();
    throw new RefusedRequest(response.status, asJson(text.slice(0, MAX_BODY_CHARACTERS)));
  };
}

/** The refusal behind whatever a client library made of it. */
export function refusalIn(error: unknown): RefusedRequest | undefined {
  let cause = error;
  while (cause instanceof Error || isErrorLike(cause)) {
    if (cause instanceof RefusedRequest) return cause;
    cause = cause.cause;
  }
  return undefined;
}

function isErrorLike(error: unknown): error is { readonly cause?: unknown } {
  return typeof error === 'object' && error !== null && 'cause' in error;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
