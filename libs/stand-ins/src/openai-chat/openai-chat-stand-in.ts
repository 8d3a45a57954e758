import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { type HttpFault, statusOfFault } from '../common/http-fault';
import { HttpStandIn, type RecordedRequest, sendJson, untilClosed } from '../common/http-stand-in';
import { BEFORE_CALLS, type StandInCall } from '../common/stand-in-call';
import { standInReply, wordsOf } from '../common/words';
import { writeChunks } from '../common/write-chunks';
import { ChatBill } from './bill';
import { callingBody, type ChatCalling } from './chat-calls';
import { chatMessagesSchema, chatToolsSchema, pairingFault } from './chat-messages';
import { DONE } from './odd-answer';
import { type OddChatAnswer, oddAnswer } from './odd-answers';
import { type ChatTemper, refusalFor } from './tempers';

/**
 * `comments` sends OpenRouter's processing comments for a while first · `error-chunk` fails in mid-stream as OpenRouter
 * does, `error-object` as most others, `error-event` as an SSE event, `vllm-error` as vLLM · `empty` gives no content (a
 * cold start) · `json` answers at once and whole, though a stream was asked for · `no-finish` ends without saying so ·
 * `thinks-only` thinks until its token limit. The words of `oddChatAnswers` say the reply in odd ways, those of
 * `chatCallings` its calls, and those of `chatTempers` refuse what could be left out of a request.
 */
export type OpenAiChatFault =
  | HttpFault
  | OddChatAnswer
  | ChatTemper
  | ChatCalling
  | 'thinks-only'
  | 'comments'
  | 'error-chunk'
  | 'error-object'
  | 'error-event'
  | 'vllm-error'
  | 'empty'
  | 'json'
  | 'no-finish';

export type OpenAiChatOptions = {
  /** Any free one when absent. */
  readonly port?: number;
  readonly fault?: OpenAiChatFault;
  readonly reply?: (userText: string) => string;
  /** Tools that it calls in place of an answer to the user, where it is offered any. */
  readonly calls?: (userText: string) => readonly StandInCall[];
  readonly models?: readonly string[];
  readonly apiKey?: string;
  /** What a reply took, for who asks (`stream_options`); `billed`: as it is billed. */
  readonly usage?: object | 'billed';
  /** Between words. */
  readonly paceMs?: number;
};

const requestSchema = z.object({
  model: z.string().min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  temperature: z.number().optional(),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  messages: chatMessagesSchema,
  tools: chatToolsSchema.optional(),
  tool_choice: z.enum(['auto', 'none']).optional(),
});

/** Those that fail after a few words. */
const BREAKING: ReadonlySet<OpenAiChatFault | undefined> = new Set<OpenAiChatFault>([
  'error-chunk',
  'error-object',
  'error-event',
  'vllm-error',
  'no-finish',
]);
const WORDS_BEFORE_A_FAULT = 3;

const COMMENTS = 8;
const COMMENT_PAUSE_MS = 60;

/**
 * A server of the OpenAI chat protocol (`/chat/completions`, `/models`), as OpenRouter, Ollama, llama.cpp, LM Studio and
 * vLLM speak it: below `url` and below `url/v1`. It echoes what it was told, word by word.
 */
export class OpenAiChatStandIn extends HttpStandIn<OpenAiChatFault> {
  /** What is to be paid for: every request that was not refused. */
  readonly bills: ChatBill[] = [];

  private constructor(private readonly options: OpenAiChatOptions) {
    super();
  }

  static async start(options: OpenAiChatOptions = {}): Promise<OpenAiChatStandIn> {
    const standIn = new OpenAiChatStandIn(options);
    standIn.setFault(options.fault);
    await standIn.listen(options.port);
    return standIn;
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.takeFault();
    const status = statusOfFault(fault);
    if (status !== undefined) return refuse(response, status, `fault ${status}`);
    const { apiKey, models = ['stand-in-small', 'stand-in-large'] } = this.options;
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
      return refuse(response, 401, 'No auth credentials found');
    }
    if (request.path.endsWith('/models')) {
      return sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id })) });
    }
    if (!request.path.endsWith('/chat/completions')) return refuse(response, 404, 'Not Found');
    if (fault === 'silent') return untilClosed(response);
    const parsed = requestSchema.safeParse(JSON.parse(request.body));
    if (!parsed.success) return refuse(response, 400, parsed.error.message);
    const unpaired = pairingFault(parsed.data.messages);
    if (unpaired !== undefined) return refuse(response, 400, unpaired);
    const refusal = refusalFor(fault, parsed.data);
    if (refusal?.status === 200) return sendEvents(response, event(refusal.body));
    if (refusal !== undefined) return sendJson(response, refusal.status, refusal.body);
    await this.#complete(parsed.data, response, fault);
  }

  async #complete(
    request: z.infer<typeof requestSchema>,
    response: ServerResponse,
    fault: OpenAiChatFault | undefined,
  ): Promise<void> {
    const { model, stream, stream_options: asked, messages } = request;
    const last = messages.at(-1);
    const userText = last?.content ?? '';
    const mayCall = request.tools !== undefined && request.tool_choice !== 'none';
    const calls = mayCall && last?.role === 'user' ? (this.options.calls?.(userText) ?? []) : [];
    const bill = new ChatBill(messages, request.tools);
    this.bills.push(bill);
    if (calls.length > 0) {
      const called = calls.map((call) => call.name + JSON.stringify(call.arguments));
      bill.add(BEFORE_CALLS + called.join(''));
      return sendEvents(response, callingBody(fault, calls));
    }
    const reply = fault === 'empty' ? '' : (this.options.reply ?? standInReply)(userText);
    const odd = oddAnswer(fault, reply);
    if (odd !== undefined) return sendEvents(response, odd);
    if (!stream || fault === 'json') {
      bill.add(reply);
      const choice = { message: { role: 'assistant', content: reply }, finish_reason: 'stop' };
      return sendJson(response, 200, { object: 'chat.completion', model, choices: [choice] });
    }
    if (fault === 'garbage') {
      response.setHeader('content-type', 'text/event-stream');
      return writeChunks(response, ['data: {"choices":[{"delta"\n\n', 'data: [DONE]\n\n']);
    }
    response.setHeader(
      'content-type',
      fault === 'wrong-content-type' ? 'text/plain' : 'text/event-stream',
    );
    response.flushHeaders();
    for (let count = 0; fault === 'comments' && count < COMMENTS; count++) {
      response.write(': OPENROUTER PROCESSING\n\n');
      await sleep(COMMENT_PAUSE_MS);
    }
    const { usage, paceMs } = this.options;
    const taken = () => (usage === 'billed' ? usageOf(bill) : usage);
    const told = () =>
      asked?.include_usage === true && usage !== undefined ? { usage: taken() } : {};
    const said = wordsOf(reply).slice(0, BREAKING.has(fault) ? WORDS_BEFORE_A_FAULT : Infinity);
    await writeChunks(response, eventsOf(model, reply, fault, told), fault, paceMs, (index) => {
      // The first event has no word.
      if (index > 0) bill.add(said[index - 1] ?? '');
    });
  }
}

/** The whole stream, one event each, ended as `fault` has it. */
function eventsOf(
  model: string,
  reply: string,
  fault: OpenAiChatFault | undefined,
  told: () => object,
): (string | (() => string))[] {
  const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
    event({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      model,
      ...more,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  const words = wordsOf(reply).map((content) => chunk({ content }));
  const first = chunk({ role: 'assistant', content: '' });
  const begun = [first, ...words.slice(0, WORDS_BEFORE_A_FAULT)];
  const failure = { code: 502, message: 'Provider disconnected' };
  switch (fault) {
    case 'error-chunk':
      return [...begun, chunk({ content: '' }, 'error', { provider: 'x', error: failure })];
    case 'error-object':
      return [...begun, event({ error: { message: 'rate limited', code: 429 } })];
    case 'error-event':
      return [...begun, `event: error\n${event({ error: failure })}`];
    case 'vllm-error':
      return [...begun, event({ object: 'error', message: 'engine died', code: 500 })];
    case 'no-finish':
      return begun;
    case 'thinks-only':
      return [chunk({ reasoning_content: 'Long thoughts' }), chunk({}, 'length'), DONE];
    default:
      return [first, ...words, chunk({}, 'stop'), () => event({ ...USAGE, ...told() }), DONE];
  }
}

/** The last chunk of a stream has usage and no choice. */
const USAGE = { object: 'chat.completion.chunk', choices: [], usage: { total_tokens: 42 } };

function usageOf({ promptTokens, completionTokens }: ChatBill): object {
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function sendEvents(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { code: status, message, metadata: {} } });
}
