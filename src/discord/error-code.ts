/** A name for the log: messages of discord.js may quote a request with its token. */
export function errorCodeOf(error: unknown): string {
  const { code, status, cause, name } = (error ?? {}) as {
    code?: unknown;
    status?: unknown;
    cause?: unknown;
    name?: unknown;
  };
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  if (typeof status === 'number') return `HTTP ${status}`;
  if (cause !== undefined) return errorCodeOf(cause);
  return typeof name === 'string' ? name : 'unknown';
}

/**
 * What the log may have of an error. Those of Discord's REST carry the request with its body, and what a bot posts is
 * what people said; of them the code alone is left.
 */
export function loggable(error: unknown): { readonly err: unknown } | { readonly code: string } {
  const isOfRest = typeof error === 'object' && error !== null && 'requestBody' in error;
  return isOfRest ? { code: errorCodeOf(error) } : { err: error };
}
