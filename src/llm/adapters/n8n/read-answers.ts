import { ProviderError } from '@vox/voice-core';

import { answerOf, type N8nAnswer } from './n8n-answer';
import { type BodyFormat, formatOf } from './body-format';
import { linesOf } from './text-lines';

/** No reply is longer; a body that is not streamed is held in memory. */
const MAX_BODY_CHARACTERS = 1_000_000;

/**
 * What a workflow answers, as it comes, whatever format it is written in.
 * @throws ProviderError `server` when the workflow says that it failed, `protocol` when nothing can be made of the body,
 * `connectivity` when it ends in the middle.
 */
export async function* readAnswers(
  text: AsyncIterable<string>,
  isDeclaredJson: boolean,
): AsyncGenerator<N8nAnswer, void, void> {
  const body = text[Symbol.asyncIterator]();
  const { start, format } = await beginning(body);
  const whole = resumed(start, body);
  switch (format) {
    case undefined:
      return;
    case 'page':
      await body.return?.();
      throw failure('protocol', 'answered with a web page');
    case 'text':
      for await (const piece of whole) yield { type: 'reply', text: piece };
      return;
    case 'sse':
      yield* readEvents(linesOf(whole));
      return;
    case 'ndjson':
      yield* readItems(linesOf(whole));
      return;
    case 'json':
      yield readDocument(await joined(whole), isDeclaredJson);
  }
}

/** Reads until the format is certain. */
async function beginning(
  body: AsyncIterator<string>,
): Promise<{ start: string; format: BodyFormat | undefined }> {
  let start = '';
  for (;;) {
    const step = await body.next();
    const isWhole = step.done === true;
    if (step.done !== true) start = (start + step.value).trimStart();
    if (start === '' && isWhole) return { start, format: undefined };
    const format = start === '' ? undefined : formatOf(start, isWhole);
    if (format !== undefined) return { start, format };
    if (start.length > MAX_BODY_CHARACTERS) throw failure('protocol', 'answered without an end');
  }
}

async function* resumed(start: string, body: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield start;
    for (let step = await body.next(); step.done !== true; step = await body.next()) {
      yield step.value;
    }
  } finally {
    await body.return?.();
  }
}

async function joined(text: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of text) {
    whole += piece;
    if (whole.length > MAX_BODY_CHARACTERS) throw failure('protocol', 'answered without an end');
  }
  return whole;
}

/** A JSON document. A text that merely begins like one ("[laughs] Hello") is a text. */
function readDocument(text: string, isDeclaredJson: boolean): N8nAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (isDeclaredJson || /^[[{]\s*["{[]/u.test(text)) {
      throw failure('protocol', 'answered with broken JSON');
    }
    return { type: 'reply', text };
  }
  return checked(answerOf(value)) ?? { type: 'reply', text: '' };
}

/** n8n's own streaming: begin, item, end or error per node; a type that is not known is skipped. */
async function* readItems(lines: AsyncIterable<string>): AsyncGenerator<N8nAnswer, void, void> {
  let openNodes = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const item = parsedItem(line);
    if (item['type'] === 'begin') openNodes += 1;
    if (item['type'] === 'end') openNodes -= 1;
    const answer = answerOfItem(item);
    if (answer !== undefined) yield answer;
  }
  if (openNodes > 0) throw failure('connectivity', 'broke off in mid-reply');
}

/** Server-sent events: each data line is a piece of text, or an object as the other formats have it. */
async function* readEvents(lines: AsyncIterable<string>): AsyncGenerator<N8nAnswer, void, void> {
  let event = '';
  for await (const line of lines) {
    if (line === '') event = '';
    if (line.startsWith('event:')) event = line.slice('event:'.length).trim();
    if (!line.startsWith('data:')) continue;
    const data = line.slice('data:'.length).replace(/^ /u, '');
    if (data.trim() === '[DONE]') return;
    if (event === 'error') throw failure('server', 'the workflow failed');
    const answer = data.startsWith('{')
      ? answerOfItem(parsedItem(data))
      : ({ type: 'reply', text: data } as const);
    if (answer !== undefined) yield answer;
  }
}

function parsedItem(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    throw failure('protocol', 'answered with broken JSON');
  }
}

function answerOfItem(item: Readonly<Record<string, unknown>>): N8nAnswer | undefined {
  if (item['type'] === 'error') throw failure('server', 'the workflow failed');
  if (item['type'] !== undefined && item['type'] !== 'item') return undefined;
  const { content } = item;
  if (typeof content !== 'string') return checked(answerOf(content ?? item));
  // A "Respond to Webhook" node streams its whole JSON as the text of one item.
  if (!/^\s*[{[]\s*["{]/u.test(content)) return { type: 'reply', text: content };
  return readDocument(content, false);
}

function checked(answer: N8nAnswer | undefined): N8nAnswer | undefined {
  if (answer?.type === 'failed') throw failure('server', 'the workflow failed');
  return answer;
}

function failure(category: ProviderError['category'], what: string): ProviderError {
  return new ProviderError(`n8n: ${what}`, { room: 'llm', provider: 'n8n', category });
}
