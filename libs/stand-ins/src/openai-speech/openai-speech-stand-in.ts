import type { ServerResponse } from 'node:http';

import { HttpStandIn, type RecordedRequest, sendJson } from '../common/http-stand-in';
import {
  answerFault,
  piecesOf,
  placeholderWavHeader,
  type SpeechFault,
  type SpeechStandInOptions,
  toneFor,
  writePieces,
} from '../common/speech-body';

export type OpenAiSpeechStandInOptions = SpeechStandInOptions & {
  /** Asked for as a bearer token when set. */
  readonly apiKey?: string;
  /** Rate of its voices; told in the WAV header and, for PCM, in the content type. */
  readonly sampleRateHz?: number;
};

const VOICES = ['alloy', 'nova'];
const PIECES = 8;

/**
 * Plays an OpenAI-compatible `/v1/audio/speech` (OpenAI, Kokoro-FastAPI, speaches): raw PCM or WAV, an unknown voice
 * is a 400, a missing key a 401. Speaks tones as long as the text.
 */
export class OpenAiSpeechStandIn extends HttpStandIn<SpeechFault> {
  readonly #options: OpenAiSpeechStandInOptions;

  private constructor(options: OpenAiSpeechStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: OpenAiSpeechStandInOptions = {}): Promise<OpenAiSpeechStandIn> {
    const standIn = new OpenAiSpeechStandIn(options);
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
    const { apiKey } = this.#options;
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
      return sendJson(response, 401, errorBody(401));
    }
    switch (`${request.method} ${request.path}`) {
      case 'GET /v1/models':
        return sendJson(response, 200, { object: 'list', data: [{ id: 'tts-1' }] });
      case 'GET /v1/audio/voices':
        return sendJson(response, 200, { voices: VOICES });
      case 'POST /v1/audio/speech':
        return this.#speak(request.body, response);
      default:
        return sendJson(response, 404, errorBody(404));
    }
  }

  async #speak(body: string, response: ServerResponse): Promise<void> {
    const fault = this.takeFault();
    if (await answerFault(fault, response, this.#options, errorBody)) return;
    const request = JSON.parse(body) as {
      voice?: string;
      input?: string;
      response_format?: string;
      speed?: number;
    };
    if (!VOICES.includes(request.voice ?? '')) return sendJson(response, 400, errorBody(400));
    const sampleRateHz = this.#options.sampleRateHz ?? 24_000;
    const isWav = request.response_format === 'wav';
    const rate = this.#options.sampleRateHz === undefined ? '' : `; rate=${sampleRateHz}`;
    response.writeHead(200, { 'content-type': isWav ? 'audio/wav' : `audio/pcm${rate}` });
    if (fault === 'garbage') {
      // Half a sample: nothing else is wrong with PCM as such.
      response.end(Buffer.from([1]));
      return;
    }
    const pieces = piecesOf(toneFor(request.input ?? '', request.speed ?? 1, sampleRateHz), PIECES);
    const head = isWav ? { head: placeholderWavHeader(sampleRateHz) } : {};
    await writePieces(response, { ...head, pieces }, fault, this.#options);
  }
}

function errorBody(status: number): unknown {
  return {
    error: { message: 'Incorrect request', type: 'invalid_request_error', code: String(status) },
  };
}
