import { repairText } from '@vox/protocol';
import type { ToolResult, WorkflowAnswer } from '@vox/voice-core';

import { textWithoutSecrets, withoutSecrets } from '../hidden-secrets';
import { failed } from '../tool-definition';
import type { HttpTool } from './http-tool';
import { atPath } from './response-path';

/** More is not read: a voice cannot tell it, and what is looked for in it must be in memory. */
const MAX_BYTES = 1_000_000;
/** Of what a server says of a request that it did not take. */
const EXCERPT_CHARACTERS = 300;

const WITHOUT_WORDS: Readonly<Record<Exclude<WorkflowAnswer['type'], 'words'>, ToolResult>> = {
  nothing: { content: 'Done.' },
  started: { content: 'It was started, and says no more of itself.' },
  failed: failed('The workflow failed.'),
};

const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|yaml|x-ndjson|javascript)\b)/iu;

/**
 * What the model is given of an answer, in its own words or in ours. It never holds one of the tool's secret headers, also where the
 * server has written one back.
 * @param readWorkflow Asked of a tool that is a workflow.
 */
export async function resultOf(
  tool: HttpTool,
  response: Response,
  readWorkflow: (body: string) => Promise<WorkflowAnswer>,
): Promise<ToolResult> {
  // Once more on the way out: what is read of an answer may be written otherwise in it.
  const result = await answerOf(tool, response, readWorkflow);
  return withoutSecrets(result, Object.values(tool.secretHeaders));
}

async function answerOf(
  tool: HttpTool,
  response: Response,
  readWorkflow: (body: string) => Promise<WorkflowAnswer>,
): Promise<ToolResult> {
  const { status, ok, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return failed(`HTTP ${status}: it leads elsewhere, which is not followed.`);
  }
  if (type !== '' && !TEXT.test(type)) {
    await response.body?.cancel();
    const content = `HTTP ${status}, with ${repairText(type.slice(0, 100))}, which is no text.`;
    return ok ? { content } : failed(content);
  }
  const { text: read, isCut } = await textOf(response);
  const text = textWithoutSecrets(repairText(read), Object.values(tool.secretHeaders));
  if (!ok) return failed(`HTTP ${status}: ${excerptOf(text)}`);
  if (tool.workflow !== null && !isCut) {
    const answer = await readWorkflow(text);
    if (answer.type !== 'words') return WITHOUT_WORDS[answer.type];
    if (tool.responsePath === null) return { content: answer.text };
  }
  if (tool.responsePath !== null) return partOf(text, isCut, tool.responsePath, status);
  return { content: text.trim() === '' ? `Done (HTTP ${status}).` : text };
}

function partOf(text: string, isCut: boolean, path: string, status: number): ToolResult {
  // The request was taken: what follows must not sound as if it were to be repeated.
  if (isCut) return failed(`HTTP ${status}, but the answer is longer than ${MAX_BYTES} bytes.`);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return failed(`HTTP ${status}, but the answer is no JSON: ${excerptOf(text)}`);
  }
  const part = atPath(answer, path);
  if (part === undefined) return failed(`HTTP ${status}, but the answer has no ${path}.`);
  return { content: typeof part === 'string' ? part : JSON.stringify(part) };
}

async function textOf({ body }: Response): Promise<{ text: string; isCut: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  if (body === null) return { text, isCut: false };
  // Leaving the loop closes the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    text += decoder.decode(chunk, { stream: true });
    if (bytes > MAX_BYTES) return { text, isCut: true };
  }
  return { text: text + decoder.decode(), isCut: false };
}

function excerptOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return 'without a word.';
  return line.length <= EXCERPT_CHARACTERS ? line : `${line.slice(0, EXCERPT_CHARACTERS)}…`;
}
