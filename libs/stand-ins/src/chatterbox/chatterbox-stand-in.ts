import type { ServerResponse } from 'node:http';

import { HttpStandIn, type RecordedRequest, sendJson } from '../common/http-stand-in';
import {
  answerFault,
  piecesOf,
  placeholderWavHeader,
  SPEECH_SAMPLE_RATE_HZ,
  speechEvent,
  type SpeechFault,
  type SpeechStandInOptions,
  toneFor,
  writePieces,
} from '../common/speech-body';

/** What `/health` says; the status code is 200 in each case. */
export type ChatterboxState = 'healthy' | 'initializing' | 'error';

const PIECES = 8;

/**
 * Plays travisvn/chatterbox-tts-api: form requests, a WAV header with placeholder sizes before endless PCM, or
 * server-sent events. An unknown voice gets the default one. Speaks tones as long as the text.
 */
export class ChatterboxStandIn extends HttpStandIn<SpeechFault> {
  state: ChatterboxState = 'healthy';
  readonly #options: SpeechStandInOptions;

  private constructor(options: SpeechStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: SpeechStandInOptions = {}): Promise<ChatterboxStandIn> {
    const standIn = new ChatterboxStandIn(options);
    await standIn.listen(options.port);
    return standIn;
  }

  /** The requests for speech, without those for health and voices. */
  get speechRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const path = request.path.replace(/^\/v1(?=\/)/u, '');
    if (request.method === 'GET' && path === '/health') return this.#sendHealth(response);
    if (request.method === 'GET' && path === '/voices') return this.#sendVoices(response);
    if (request.method === 'POST' && path === '/audio/speech/stream/upload') {
      return this.#speak(new URLSearchParams(request.body), false, response);
    }
    if (request.method === 'POST' && path === '/audio/speech/upload') {
      const form = new URLSearchParams(request.body);
      return this.#speak(form, form.get('stream_format') === 'sse', response);
    }
    return sendJson(response, 404, { detail: 'Not Found' });
  }

  async #speak(form: URLSearchParams, isEvents: boolean, response: ServerResponse): Promise<void> {
    const fault = this.takeFault();
    const isAnswered = await answerFault(fault, response, this.#options, errorBody);
    if (isAnswered) return;
    const input = form.get('input') ?? '';
    if (input === '' || input.length > 3000) {
      const message = 'String should have between 1 and 3000 characters';
      return sendJson(response, 422, { detail: [{ loc: ['body', 'input'], msg: message, input }] });
    }
    response.writeHead(200, {
      'content-type': isEvents ? 'text/event-stream; charset=utf-8' : 'audio/wav',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    if (fault === 'garbage') {
      response.end(isEvents ? 'data: {"type": "speech.au\n\n' : 'Internal Server Error');
      return;
    }
    const audio = piecesOf(toneFor(input), PIECES);
    const body = isEvents ? eventBody(audio) : { head: placeholderWavHeader(), pieces: audio };
    await writePieces(response, body, fault, this.#options);
  }

  #sendHealth(response: ServerResponse): void {
    sendJson(response, 200, {
      status: this.state,
      model_loaded: this.state === 'healthy',
      device: 'cpu',
      initialization_state: this.state === 'healthy' ? 'ready' : this.state,
      ...(this.state === 'error' ? { initialization_error: 'CUDA out of memory' } : {}),
    });
  }

  #sendVoices(response: ServerResponse): void {
    const voices = ['ada', 'grace'].map((name) => ({
      name,
      filename: `${name}.wav`,
      file_extension: '.wav',
      language: 'en',
      aliases: [],
    }));
    sendJson(response, 200, { voices, count: voices.length });
  }
}

function eventBody(audio: readonly Uint8Array[]) {
  return {
    head: speechEvent({
      type: 'speech.audio.info',
      sample_rate: SPEECH_SAMPLE_RATE_HZ,
      channels: 1,
      bits_per_sample: 16,
    }),
    pieces: audio.map((piece) =>
      speechEvent({ type: 'speech.audio.delta', audio: Buffer.from(piece).toString('base64') }),
    ),
    tail: speechEvent({
      type: 'speech.audio.done',
      usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
    }),
  };
}

function errorBody(status: number): unknown {
  if (status === 422) return { detail: [{ loc: ['body', 'input'], msg: 'Field required' }] };
  return { detail: { error: { message: 'TTS streaming failed', type: 'generation_error' } } };
}
