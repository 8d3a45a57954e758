import { type BodyFormat, formatOf } from './body-format';
import { findAnswer, type N8nAnswer } from './find-answer';
import { type Json, keysOf, parsedJson } from './json-text';
import { failure } from './n8n-failure';
import { StreamReader } from './stream-reader';
import { linesOf } from './text-lines';

/** No reply is longer; a body that is not streamed is held in memory. */
const MAX_BODY_CHARACTERS = 1_000_000;

/** Whole bodies that are no words: what n8n says when it has only started, and JSON without anything. */
const WORDLESS = [
  'workflow was started.',
  'workflow got started.',
  'undefined',
  'null',
  'true',
  'false',
];

/**
 * What a workflow answers, as it comes, whatever format it is written in.
 *
 * @param request What the workflow was sent: what it merely gives back is no answer.
 * @throws ProviderError `server` when the workflow says that it failed, `protocol` when nothing can be made of the body,
 * `connectivity` when it ends in the middle.
 */
export async function* readAnswers(
  text: AsyncIterable<string>,
  request?: Json,
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
      yield* readText(whole);
      return;
    case 'sse':
      yield* readEvents(linesOf(whole), new StreamReader(request));
      return;
    case 'ndjson':
      yield* readItems(linesOf(whole), new StreamReader(request));
      return;
    case 'json':
      yield* readDocument(await joined(whole), request);
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

/** A plain text, given on as it comes once it is certain that it is one. */
async function* readText(text: AsyncIterable<string>): AsyncGenerator<N8nAnswer, void, void> {
  let held: string | undefined = '';
  for await (const piece of text) {
    if (held === undefined) yield { type: 'reply', text: piece };
    else {
      held += piece;
      const begun = held.trimEnd().toLowerCase();
      if (WORDLESS.some((whole) => whole.startsWith(begun))) continue;
      yield { type: 'reply', text: held };
      held = undefined;
    }
  }
  if (held === undefined || /^(?:undefined|null|true|false)\s*$/u.test(held)) return;
  const found = findAnswer(held);
  if (found !== undefined) yield found;
}

/** A JSON document, or one per line. A text that merely begins like one ("[laughs] Hello") is a text. */
async function* readDocument(
  text: string,
  request: Json | undefined,
): AsyncGenerator<N8nAnswer, void, void> {
  const json = parsedJson(text);
  if (json === 'broken') return yield* readItems(linesOf(of(text)), new StreamReader(request));
  const found = findAnswer(text, { request });
  if (found?.type === 'failed') throw failure('server', 'the workflow failed');
  yield found ?? { type: 'unknown', keys: keysOf(json?.value) };
}

async function* of(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** An object per line: n8n's own streaming, and that of servers for models. */
async function* readItems(
  lines: AsyncIterable<string>,
  reader: StreamReader,
): AsyncGenerator<N8nAnswer, void, void> {
  for await (const line of lines) {
    if (line.trim() !== '') yield* reader.value(parsedLine(line));
  }
  yield* reader.end();
}

/**
 * Server-sent events. The data of one is a text (its lines stay lines), or JSON: a string, or an object as the other
 * formats have it.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
async function* readEvents(
  lines: AsyncIterable<string>,
  reader: StreamReader,
): AsyncGenerator<N8nAnswer, void, void> {
  let name = '';
  let data: string[] = [];
  const isOver = () => data.length === 1 && data[0]?.trim() === '[DONE]';
  for await (const line of lines) {
    const [, field = '', value = ''] = /^([^:]*)(?::(?: ?)(.*))?$/su.exec(line) ?? [];
    if (field === 'event') name = value.trim();
    else if (field === 'data') data.push(value);
    if (isOver()) break;
    if (line !== '') continue;
    yield* readEvent(name, data, reader);
    name = '';
    data = [];
  }
  // The last one counts, though nothing ends it.
  if (!isOver()) yield* readEvent(name, data, reader);
  yield* reader.end();
}

function* readEvent(
  name: string,
  data: readonly string[],
  reader: StreamReader,
): Generator<N8nAnswer, void> {
  if (name === 'error') return yield* reader.value({ type: 'error' });
  if (data.length === 0) return;
  const text = data.join('\n');
  const json = parsedJson(text);
  if (json === 'broken') {
    // One object per line, which nothing sets apart as events.
    for (const line of data) yield* reader.value(parsedLine(line), name);
  } else if (json === undefined) yield* reader.text(text);
  else if (typeof json.value === 'string') yield* reader.text(json.value);
  else yield* reader.value(json.value, name);
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw failure('protocol', 'answered with broken JSON');
  }
}
