import { directRequest } from '@vox/outbound';

/** A list of models has some kilobytes; what sends more is no such list. */
const MOST_BYTES = 1024 * 1024;

export type Answer = {
  readonly status: number;
  /** The header of this name; empty without one. */
  readonly server: string;
  /** Undefined where the body is no JSON. */
  readonly json: unknown;
};

/**
 * One GET to a server of this machine, as anybody may send it: no key, no redirect followed. Undefined where nobody
 * answers before `signal` aborts, or the body has more than a megabyte.
 */
export async function ask(url: string, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    const headers = { accept: 'application/json', 'accept-encoding': 'identity' };
    const response = await directRequest(url, { method: 'GET', headers, signal });
    const text = await boundedText(response);
    if (text === undefined) return undefined;
    const server = response.headers.get('server') ?? '';
    return { status: response.status, server, json: jsonOf(text) };
  } catch {
    // Nobody is there, or not in time, or what is there does not speak HTTP.
    return undefined;
  }
}

async function boundedText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page, say.
    return undefined;
  }
}
