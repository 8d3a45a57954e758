import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { readWav } from '@vox/audio';

import { type HttpFault, statusOfFault } from '../common/http-fault';
import { HttpStandIn, type RecordedRequest, sendJson, untilClosed } from '../common/http-stand-in';
import { hearAsStandIn } from '../common/stand-in-hearing';
import { writeChunks } from '../common/write-chunks';

/** `error` breaks off a stream with an error event, under status 200. */
export type TranscriptionFault = HttpFault | 'error';

export type OpenAiTranscriptionStandInOptions = {
  readonly port?: number;
  readonly fault?: TranscriptionFault;
  /** What it always hears; the tone words when absent. */
  readonly text?: string;
  /** How late `slow` is, and how long each request takes in any case. */
  readonly slowMs?: number;
  readonly workMs?: number;
  /** Asked for as a bearer token when set. */
  readonly apiKey?: string;
  /**
   * Whose stream it speaks: `openai` sends deltas and a last event, `speaches` bare segments, `whisper-cpp` ignores
   * the request for a stream.
   */
  readonly dialect?: 'openai' | 'speaches' | 'whisper-cpp';
};

/** The form of one request. */
export type TranscriptionRequest = {
  readonly audioMs: number;
  readonly fields: Readonly<Record<string, string>>;
};

/** Plays `/v1/audio/transcriptions`. */
export class OpenAiTranscriptionStandIn extends HttpStandIn<TranscriptionFault> {
  readonly transcriptions: TranscriptionRequest[] = [];
  readonly #options: OpenAiTranscriptionStandInOptions;

  private constructor(options: OpenAiTranscriptionStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(
    options: OpenAiTranscriptionStandInOptions = {},
  ): Promise<OpenAiTranscriptionStandIn> {
    const standIn = new OpenAiTranscriptionStandIn(options);
    await standIn.listen(options.port);
    return standIn;
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const { apiKey } = this.#options;
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
      return sendJson(response, 401, failure(401));
    }
    switch (`${request.method} ${request.path}`) {
      case 'GET /v1/models':
        return sendJson(response, 200, { object: 'list', data: [{ id: 'whisper-1' }] });
      case 'POST /v1/audio/transcriptions':
        return this.#transcribe(request, response);
      default:
        return sendJson(response, 404, failure(404));
    }
  }

  async #transcribe(request: RecordedRequest, response: ServerResponse): Promise<void> {
    const fault = this.takeFault();
    const status = statusOfFault(fault);
    if (status !== undefined) return sendJson(response, status, failure(status));
    if (fault === 'silent') return untilClosed(response);
    const { slowMs = 300, workMs = 0, text, dialect = 'openai' } = this.#options;
    // Work for a client that has gone keeps no process alive.
    await sleep(fault === 'slow' ? slowMs : workMs, undefined, { ref: false });
    const form = await formOf(request);
    const { pcm, sampleRateHz } = readWav(await wavOf(form));
    const audioMs = (pcm.length * 1000) / sampleRateHz;
    const fields = fieldsOf(form);
    this.transcriptions.push({ audioMs, fields });
    if (audioMs < 100) return sendJson(response, 400, failure(400));
    const heard = hearAsStandIn(pcm, sampleRateHz, text);
    if (fault === 'garbage') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('<html>Bad gateway</html>');
      return;
    }
    const isStream = fields.stream === 'true' && dialect !== 'whisper-cpp';
    const type = isStream ? 'text/event-stream' : 'application/json';
    response.writeHead(200, {
      'content-type': fault === 'wrong-content-type' ? 'text/html' : type,
    });
    const parts = isStream
      ? streamOf(heard, dialect, fault)
      : halves(JSON.stringify(wholeOf(heard, audioMs, fields.response_format)));
    await writeChunks(response, parts, fault, 0);
  }
}

function streamOf(text: string, dialect: string, fault: TranscriptionFault | undefined): string[] {
  const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
  const words = text.match(/\s*\S+/gu) ?? [];
  if (fault === 'error') {
    const broken = event({ error: { message: 'the model is gone' } });
    return [event({ type: 'transcript.text.delta', delta: words[0] ?? '' }), broken];
  }
  if (dialect === 'speaches') return words.map((word) => event({ text: word }));
  return [
    ...words.map((delta) => event({ type: 'transcript.text.delta', delta })),
    event({ type: 'transcript.text.done', text }),
    'data: [DONE]\n\n',
  ];
}

function wholeOf(text: string, audioMs: number, format: string | undefined): unknown {
  if (format !== 'verbose_json') return { text };
  const segments = [{ id: 0, start: 0, end: audioMs / 1000, text, avg_logprob: -0.1 }];
  return { task: 'transcribe', language: 'english', duration: audioMs / 1000, text, segments };
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

function formOf(request: RecordedRequest): Promise<FormData> {
  const type = String(request.headers['content-type']);
  const body = new Uint8Array(request.bytes);
  return new Response(body, { headers: { 'content-type': type } }).formData();
}

async function wavOf(form: FormData): Promise<Uint8Array> {
  const file = form.get('file');
  if (!(file instanceof Blob)) throw new Error('the form has no file');
  return new Uint8Array(await file.arrayBuffer());
}

function fieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields[name] = value;
  }
  return fields;
}

function failure(status: number): unknown {
  return { error: { message: `the stand-in answers ${status}`, type: 'stand_in' } };
}
