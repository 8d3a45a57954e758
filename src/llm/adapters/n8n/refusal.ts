import { categoryOfStatus } from '@vox/outbound';
import type { Clock, ProviderError } from '@vox/voice-core';

import { isRecord, type Json } from './json-text';
import { failure } from './n8n-failure';

/** Enough of a server's own words to see what is wrong. */
const MESSAGE_LENGTH = 200;
const BODY_BYTES = 8192;
/** Who answers with an error has its text ready. */
const BODY_MS = 1000;

/** What a webhook said instead of answering. */
export type Refusal = {
  readonly statusCode: number;
  /** n8n's own words; absent where they may be the workflow's, which may be the user's. */
  readonly reason?: string;
  readonly error: ProviderError;
};

/** Reads an answer that is an error, and closes it. n8n's message and hint are in the error's message. */
export async function readRefusal(
  response: Response,
  clock: Clock,
  signal: AbortSignal,
): Promise<Refusal> {
  const { status } = response;
  const body = await beginningOf(response, clock, signal);
  const { message, hint } = isN8ns(status, body) ? wordsOf(body) : {};
  const reason = message?.slice(0, MESSAGE_LENGTH);
  const words = [reason, hint?.slice(0, MESSAGE_LENGTH)].filter((text) => text !== undefined);
  const what = `answered ${status}${words.length === 0 ? '' : `: ${words.join(' ')}`}`;
  const error = failure(categoryOfStatus(status), what, { statusCode: status });
  return { statusCode: status, ...(reason === undefined ? {} : { reason }), error };
}

/** A status below 500 comes before any workflow ran. Above, n8n's own errors have a code, or these words. */
function isN8ns(status: number, body: Json | string): boolean {
  if (status < 500) return true;
  if (typeof body === 'string') return false;
  return typeof body['code'] === 'number' || body['message'] === 'Error in workflow';
}

function wordsOf(body: Json | string): { message?: string; hint?: string } {
  if (typeof body === 'string') {
    const text = body.trim();
    return text === '' || text.startsWith('<') ? {} : { message: text };
  }
  const { message, hint } = body;
  return {
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof hint === 'string' ? { hint } : {}),
  };
}

async function beginningOf(
  response: Response,
  clock: Clock,
  signal: AbortSignal,
): Promise<Json | string> {
  const over = new AbortController();
  const late = clock.sleepUntil(clock.nowMs() + BODY_MS, AbortSignal.any([over.signal, signal]));
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const bytes: Uint8Array[] = [];
  const reading = (async () => {
    for (let length = 0; reader !== undefined && length < BODY_BYTES;) {
      const step = await reader.read();
      if (step.done) return;
      bytes.push(step.value);
      length += step.value.length;
    }
  })();
  // A text that breaks off is as good as none.
  await Promise.race([reading.catch(() => undefined), late]);
  over.abort();
  reader?.cancel().catch(() => undefined);
  const text = Buffer.concat(bytes).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : '';
  } catch {
    // A plain text, as n8n answers who it does not know.
    return text;
  }
}
