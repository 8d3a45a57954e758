import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

/** Beside the source: a build does not copy it. */
const FOLDER = path.join(__dirname.replace(/\bdist[\\/]standin[\\/]/u, ''), 'recordings');

/**
 * Answers of a real n8n (2.41.1), each by the name of the workflow that gave it; `gzip-asked` ones to a client that takes
 * compressed answers. The letter is the kind: `a` one JSON, `b` items, `c` texts and nothing, `d` streams and AI agents, `f`
 * a test webhook, `g` credentials that are missing, `h` errors, `j` memory. The user said "hello there".
 */
export const n8nRecordings = [
  'a-first-incoming',
  'a-json-output',
  'b-all-entries',
  'b-all-incoming',
  'b-echo-body',
  'b-echo-body.gzip-asked',
  'b-first-entry',
  'b-whole-item',
  'c-binary',
  'c-nodata',
  'c-on-received',
  'c-respond-nodata',
  'c-text',
  'c-text-object-like',
  'd-agent-stream',
  'd-agent-stream-fail',
  'd-agent-whole',
  'd-agent3-stream',
  'd-agent3-stream-fail',
  'd-agent3-stream.gzip-asked',
  'd-sse',
  'd-stream-error',
  'd-stream-error-late',
  'd-stream-none',
  'd-stream-respond',
  'd-stream-respond-all',
  'd-stream-respond-text',
  'd-stream-respond-text.gzip-asked',
  'f-test-listening',
  'f-test-not-listening',
  'g-basic',
  'g-header',
  'g-query',
  'h-error-500json',
  'h-error-continue',
  'h-error-last',
  'h-error-respond',
  'h-no-respond',
  'j-agent-memory',
  'j-static-memory',
] as const;

export type N8nRecording = (typeof n8nRecordings)[number];

/** Writes the recording as it came over the wire, head included, and closes the connection. */
export async function replay(response: ServerResponse, recording: N8nRecording): Promise<void> {
  const bytes = await readFile(path.join(FOLDER, `${recording}.http`));
  response.socket?.end(bytes);
}
