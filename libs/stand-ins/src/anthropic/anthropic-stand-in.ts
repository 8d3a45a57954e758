import type { ServerResponse } from 'node:http';

import { type HttpFault, statusOfFault } from '../common/http-fault';
import { HttpStandIn, type RecordedRequest, sendJson, untilClosed } from '../common/http-stand-in';
import { BEFORE_CALLS, type StandInCall } from '../common/stand-in-call';
import { standInReply, wordsOf } from '../common/words';
import { writeChunks } from '../common/write-chunks';
import { anthropicRequestSchema, blocksOf, pairingFault, textOf } from './anthropic-request';

/**
 * `overloaded` fails in mid-stream with an `error` event under HTTP 200 · `empty` gives no content block · `no-stop` ends
 * without saying so · `thinks-only` thinks until its token limit · `unnamed-events` has no names in its stream · `json`
 * answers whole though a stream was asked for · `no-temperature` and `few-tokens` are models that refuse what was asked
 * for (the latter more than 500 tokens), `no-tools` takes none, `call-at-once` gives the arguments of its calls with their
 * beginning.
 */
export type AnthropicFault =
  | HttpFault
  | 'overloaded'
  | 'empty'
  | 'no-stop'
  | 'thinks-only'
  | 'unnamed-events'
  | 'json'
  | 'no-temperature'
  | 'few-tokens'
  | 'no-tools'
  | 'call-at-once';

export type AnthropicOptions = {
  /** Any free one when absent. */
  readonly port?: number;
  readonly fault?: AnthropicFault;
  readonly reply?: (userText: string) => string;
  /** Tools that it calls in place of an answer to the user, where it is offered any. */
  readonly calls?: (userText: string) => readonly StandInCall[];
  readonly apiKey?: string;
  readonly paceMs?: number;
  /** What a reply took, as its first and its last event tell it. */
  readonly usage?: { readonly start: object; readonly delta: object };
};

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** A server of the Anthropic Messages API (`POST /v1/messages`, `GET /v1/models`), streaming only. */
export class AnthropicStandIn extends HttpStandIn<AnthropicFault> {
  private constructor(private readonly options: AnthropicOptions) {
    super();
  }

  static async start(options: AnthropicOptions = {}): Promise<AnthropicStandIn> {
    const standIn = new AnthropicStandIn(options);
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
    const { apiKey } = this.options;
    // The reference documents x-api-key; the vendor's client (1.12) sends the key as a bearer token.
    const { authorization, 'x-api-key': plainKey } = request.headers;
    if (apiKey !== undefined && plainKey !== apiKey && authorization !== `Bearer ${apiKey}`) {
      return refuse(response, 401, 'invalid x-api-key');
    }
    if (request.headers['anthropic-version'] === undefined) {
      return refuse(response, 400, 'anthropic-version: header is required');
    }
    if (request.path.startsWith('/v1/models')) {
      const data = [{ type: 'model', id: 'claude-stand-in', display_name: 'Stand-in' }];
      return sendJson(response, 200, { data, has_more: false, first_id: null, last_id: null });
    }
    if (!request.path.startsWith('/v1/messages')) return refuse(response, 404, 'Not found');
    if (fault === 'silent') return untilClosed(response);
    const parsed = anthropicRequestSchema.safeParse(JSON.parse(request.body));
    if (!parsed.success) return refuse(response, 400, parsed.error.message);

    const { model, messages, temperature, max_tokens: tokens, tools } = parsed.data;
    const unpaired = pairingFault(messages);
    if (unpaired !== undefined) return refuse(response, 400, unpaired);
    if (fault === 'no-tools' && tools !== undefined) {
      return refuse(response, 400, 'tools: this model does not support tool use');
    }
    if (fault === 'no-temperature' && temperature !== undefined) {
      return refuse(response, 400, '`temperature` is deprecated for this model.');
    }
    if (fault === 'few-tokens' && tokens > 500) {
      const message = `max_tokens: ${tokens} > 500, which is the maximum allowed number of output tokens for ${model}`;
      return refuse(response, 400, message);
    }
    const last = messages.at(-1);
    const userText = textOf(last?.content ?? '');
    const isAnswered = blocksOf(last?.content ?? '').some(({ type }) => type === 'tool_result');
    const mayCall = tools !== undefined && parsed.data.tool_choice?.type !== 'none';
    const calls = mayCall && !isAnswered ? (this.options.calls?.(userText) ?? []) : [];
    const reply = fault === 'empty' ? '' : (this.options.reply ?? standInReply)(userText);
    if (fault === 'json') {
      const content = [{ type: 'text', text: reply }];
      return sendJson(response, 200, { type: 'message', model, content, stop_reason: 'end_turn' });
    }
    response.setHeader(
      'content-type',
      fault === 'wrong-content-type' ? 'text/plain' : 'text/event-stream; charset=utf-8',
    );
    response.flushHeaders();
    const events =
      fault === 'garbage'
        ? ['event: message_start\ndata: {"type":"mess\n\n']
        : calls.length > 0
          ? callEvents(model, calls, fault)
          : eventsOf(model, reply, fault, this.options.usage);
    const unnamed = events.map((text) => text.replace(/^event: .*\n/u, ''));
    const chunks = fault === 'unnamed-events' ? unnamed : events;
    await writeChunks(response, chunks, fault, this.options.paceMs);
  }
}

function eventsOf(
  model: string,
  reply: string,
  fault: AnthropicFault | undefined,
  usage: AnthropicOptions['usage'],
): string[] {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content: [] };
  const start = event({
    type: 'message_start',
    message: { ...message, usage: usage?.start ?? {} },
  });
  const words = wordsOf(reply).map((text) =>
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  );
  const open = event({
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'text', text: '' },
  });
  const begun = [start, open, event({ type: 'ping' }), ...words.slice(0, 3)];
  if (fault === 'no-stop') return begun;
  if (fault === 'thinks-only') {
    const thought = { type: 'thinking_delta', thinking: 'Long thoughts' };
    return [
      start,
      event({ type: 'content_block_delta', index: 0, delta: thought }),
      event({ type: 'message_delta', delta: { stop_reason: 'max_tokens' } }),
      event({ type: 'message_stop' }),
    ];
  }
  if (fault === 'overloaded') {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    return [...begun, event({ type: 'error', error })];
  }
  return [
    start,
    ...(reply === '' ? [] : [open, event({ type: 'ping' }), ...words]),
    ...(reply === '' ? [] : [event({ type: 'content_block_stop', index: 0 })]),
    event({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: usage?.delta ?? {},
    }),
    event({ type: 'message_stop' }),
  ];
}

/** Words, then each call: its name, then its arguments in pieces. */
function callEvents(
  model: string,
  calls: readonly StandInCall[],
  fault: AnthropicFault | undefined,
): string[] {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    usage: {},
  };
  const block = (index: number, begun: object, deltas: readonly object[]) => [
    event({ type: 'content_block_start', index, content_block: begun }),
    ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
    event({ type: 'content_block_stop', index }),
  ];
  const callBlock = ({ name, arguments: input }: StandInCall, at: number) => {
    const begun = { type: 'tool_use', id: `toolu_${at}`, name };
    if (fault === 'call-at-once') return block(at + 1, { ...begun, input }, []);
    const json = JSON.stringify(input);
    const pieces = ['', json.slice(0, 5), json.slice(5)];
    const deltas = pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }));
    return block(at + 1, { ...begun, input: {} }, deltas);
  };
  const text = [{ type: 'text_delta', text: BEFORE_CALLS }];
  return [
    event({ type: 'message_start', message }),
    ...block(0, { type: 'text', text: '' }, text),
    ...calls.flatMap(callBlock),
    event({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: {} }),
    event({ type: 'message_stop' }),
  ];
}

function event(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const type = ERROR_TYPES[status] ?? 'api_error';
  sendJson(response, status, { type: 'error', error: { type, message } });
}
