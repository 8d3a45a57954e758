import type { ServerResponse } from 'node:http';

import { HttpStandIn, type RecordedRequest, sendJson } from '../common/http-stand-in';
import {
  answerFault,
  piecesOf,
  SPEECH_SAMPLE_RATE_HZ,
  type SpeechFault,
  type SpeechStandInOptions,
  toneFor,
  placeholderWavHeader,
  writePieces,
} from '../common/speech-body';

const VOICES = ['Emily.wav', 'Oliver.wav'];
const PIECES = 8;

/**
 * Plays devnen/Chatterbox-TTS-Server: `/tts` takes JSON and answers a whole WAV file with its length; a voice that is
 * not a file of the server is a 404, a model that is not loaded a 503. Speaks tones as long as the text.
 */
export class DevnenStandIn extends HttpStandIn<SpeechFault> {
  isModelLoaded = true;
  readonly #options: SpeechStandInOptions;

  private constructor(options: SpeechStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: SpeechStandInOptions = {}): Promise<DevnenStandIn> {
    const standIn = new DevnenStandIn(options);
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
    switch (`${request.method} ${request.path}`) {
      case 'GET /api/model-info':
        return sendJson(response, 200, { loaded: this.isModelLoaded, type: 'original' });
      case 'GET /get_predefined_voices':
        return sendJson(
          response,
          200,
          VOICES.map((filename) => ({ display_name: filename.replace('.wav', ''), filename })),
        );
      case 'POST /tts':
        return this.#speak(request.body, response);
      default:
        return sendJson(response, 404, { detail: 'Not Found' });
    }
  }

  async #speak(body: string, response: ServerResponse): Promise<void> {
    const fault = this.takeFault();
    const errorBody = () => ({ detail: 'Audio generation failed.' });
    if (await answerFault(fault, response, this.#options, errorBody)) return;
    if (!this.isModelLoaded) return sendJson(response, 503, { detail: 'Model not loaded.' });
    const request = JSON.parse(body) as Record<string, string | number | undefined>;
    const voice = request.predefined_voice_id;
    if (request.voice_mode === 'predefined' && !VOICES.includes(String(voice))) {
      return sendJson(response, 404, { detail: `Predefined voice file '${voice}' not found.` });
    }
    if (fault === 'garbage') {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      response.end('Internal Server Error');
      return;
    }
    const audio = toneFor(String(request.text), Number(request.speed_factor ?? 1));
    const head = Buffer.from(placeholderWavHeader(SPEECH_SAMPLE_RATE_HZ));
    head.writeUInt32LE(36 + audio.length, 4);
    head.writeUInt32LE(audio.length, 40);
    response.writeHead(200, {
      'content-type': 'audio/wav',
      // `short` ends as a proxy does that knows no length; the header inside still tells the truth.
      ...(fault === 'short' || fault === 'empty' ? {} : { 'content-length': 44 + audio.length }),
    });
    await writePieces(response, { head, pieces: piecesOf(audio, PIECES) }, fault, this.#options);
  }
}
