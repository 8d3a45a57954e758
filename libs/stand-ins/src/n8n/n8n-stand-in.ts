import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { type HttpFault, statusOfFault } from '../common/http-fault';
import { HttpStandIn, type RecordedRequest, sendJson, untilClosed } from '../common/http-stand-in';
import { standInReply, wordsOf } from '../common/words';
import { writeChunks } from '../common/write-chunks';
import { type N8nRecording, replay } from './n8n-recordings';

/**
 * `error-item` fails in mid-stream as a streaming workflow does · `empty` answers with nothing · `html` answers with a
 * proxy's page.
 */
export type N8nFault = HttpFault | 'error-item' | 'empty' | 'html';

/**
 * How the workflow answers: `ndjson` streams (begin, item, end; Content-Type application/json) · `respond-node` streams
 * the whole reply as one item · `object`, `array`, `string` are JSON · `text` is plain · `sse` is `data: <words>` lines ·
 * `callback` only says that it was started, and posts its reply to `replyPath` where it is told which server to call.
 */
export type N8nStyle =
  'ndjson' | 'respond-node' | 'object' | 'array' | 'string' | 'text' | 'sse' | 'callback';

export type N8nOptions = {
  /** Any free one when absent. */
  readonly port?: number;
  readonly fault?: N8nFault;
  readonly style?: N8nStyle;
  readonly reply?: (userText: string) => string;
  /** Sent as the `X-TTS-Options` header. */
  readonly ttsOptions?: string;
  /** Put beside `output` in a JSON object. */
  readonly bodyOptions?: object;
  readonly paceMs?: number;
  /** Every answer is this one: what a real n8n answered, byte for byte. */
  readonly recording?: N8nRecording;
  /** Where the server is that is called back (style `callback`), without a slash at the end. */
  readonly callbackTo?: string;
};

const requestSchema = z.object({
  text: z.string().min(1),
  userId: z.string(),
  timestamp: z.string(),
  replyPath: z.string().optional(),
});

/** An n8n server with one webhook at `/webhook/voice` (and `/webhook-test/voice`). */
export class N8nStandIn extends HttpStandIn<N8nFault> {
  #style: N8nStyle;
  #recording: N8nRecording | undefined;

  private constructor(private readonly options: N8nOptions) {
    super();
    this.#style = options.style ?? (options.callbackTo === undefined ? 'ndjson' : 'callback');
    this.#recording = options.recording;
  }

  static async start(options: N8nOptions = {}): Promise<N8nStandIn> {
    const standIn = new N8nStandIn(options);
    standIn.setFault(options.fault);
    await standIn.listen(options.port);
    return standIn;
  }

  get webhookUrl(): string {
    return `${this.url}/webhook/voice`;
  }

  get testWebhookUrl(): string {
    return `${this.url}/webhook-test/voice`;
  }

  setStyle(style: N8nStyle): void {
    this.#style = style;
  }

  /** Answers with what a real n8n answered, from now on. */
  setRecording(recording: N8nRecording): void {
    this.#recording = recording;
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    if (this.#recording !== undefined) return replay(response, this.#recording);
    const fault = this.takeFault();
    if (fault === 'silent') return untilClosed(response);
    const status = statusOfFault(fault);
    if (status !== undefined) return sendJson(response, status, { code: status, message: 'fault' });
    if (!/^\/webhook(-test)?\/voice$/u.test(request.path) || request.method !== 'POST') {
      const message = 'The requested webhook is not registered.';
      return sendJson(response, 404, { code: 404, message });
    }
    const parsed = requestSchema.safeParse(JSON.parse(request.body));
    if (!parsed.success)
      return sendJson(response, 422, { code: 422, message: parsed.error.message });
    if (fault === 'empty') return void response.writeHead(200).end();
    if (fault === 'html') {
      const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }
    if (this.options.ttsOptions !== undefined) {
      response.setHeader('x-tts-options', this.options.ttsOptions);
    }
    const reply = (this.options.reply ?? standInReply)(parsed.data.text);
    const contentType =
      fault === 'wrong-content-type' ? 'application/octet-stream' : CONTENT_TYPES[this.#style];
    response.setHeader('content-type', contentType);
    const chunks = fault === 'garbage' ? ['{"output": "half'] : this.#chunksOf(reply, fault);
    await writeChunks(response, chunks, fault, this.options.paceMs);
    if (this.#style === 'callback') await this.#callBack(parsed.data.replyPath, reply);
  }

  async #callBack(replyPath: string | undefined, text: string): Promise<void> {
    const { callbackTo, paceMs = 0 } = this.options;
    if (callbackTo === undefined || replyPath === undefined) return;
    await sleep(paceMs);
    const headers = { 'content-type': 'application/json' };
    await fetch(callbackTo + replyPath, {
      method: 'POST',
      headers,
      body: JSON.stringify({ text }),
    });
  }

  #chunksOf(reply: string, fault: N8nFault | undefined): (string | Uint8Array)[] {
    const options = this.options.bodyOptions;
    const output =
      options === undefined ? { output: reply } : { output: { content: reply }, options };
    switch (this.#style) {
      case 'object':
        return halves(JSON.stringify(output));
      case 'array':
        return halves(JSON.stringify(itemsOf(reply)));
      case 'string':
        return halves(JSON.stringify(reply));
      case 'text':
        return wordsOf(reply);
      case 'sse':
        return [...wordsOf(reply).map((word) => `data: ${word.trim()} \n\n`), 'data: [DONE]\n\n'];
      case 'callback':
        return [JSON.stringify({ message: 'Workflow was started' })];
      case 'respond-node':
        return [line('begin'), line('item', reply), line('end')];
      case 'ndjson':
        return ndjson(wordsOf(reply), fault);
    }
  }
}

const CONTENT_TYPES: Readonly<Record<N8nStyle, string>> = {
  // So says n8n of its own NDJSON.
  ndjson: 'application/json; charset=utf-8',
  'respond-node': 'application/json; charset=utf-8',
  object: 'application/json; charset=utf-8',
  array: 'application/json; charset=utf-8',
  string: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  sse: 'text/event-stream',
  callback: 'application/json; charset=utf-8',
};

/** Chunks that hold several lines, and lines that end in the next chunk. */
function ndjson(words: readonly string[], fault: N8nFault | undefined): Uint8Array[] {
  const items = words.map((word) => line('item', word));
  const tool = line('tool-call-start');
  const lines =
    fault === 'error-item'
      ? [line('begin'), ...items.slice(0, 3), line('error', 'node failed')]
      : [line('begin'), tool, ...items, line('end')];
  return split(lines.join(''), CHUNK_BYTES);
}

/** An item for each sentence. */
function itemsOf(reply: string): object[] {
  return reply.split(/(?<=[.?!])\s+/u).map((output) => ({ output }));
}

const CHUNK_BYTES = 150;

function halves(text: string): Uint8Array[] {
  return split(text, Math.ceil(Buffer.byteLength(text) / 2));
}

function split(text: string, chunkBytes: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    chunks.push(bytes.subarray(at, at + chunkBytes));
  }
  return chunks;
}

function line(type: string, content?: string): string {
  const metadata = { nodeId: '1', nodeName: 'AI Agent', itemIndex: 0, runIndex: 0 };
  return `${JSON.stringify({ type, ...(content === undefined ? {} : { content }), metadata })}\n`;
}
