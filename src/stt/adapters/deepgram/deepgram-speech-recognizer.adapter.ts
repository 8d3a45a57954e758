import { bytesFromPcm } from '@vox/audio';
import { type ServerAccess, SkippedMessages } from '@vox/outbound';
import {
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
} from '@vox/voice-core';

import type { UtteranceBuffer } from '../../utterance-buffer';
import type { Asked } from '../common/asked';
import { bufferedRecognition } from '../common/buffered-recognition';
import { durationMs, UTTERANCE_HZ } from '../common/frames';
import { httpHealth } from '../common/http-health';
import { overSocket } from '../common/over-socket';
import { inMessages } from '../common/messages';
import { readMessage, sttFailure } from '../common/provider-failure';
import type { Final, Interim } from '../common/recognition';
import type { SpeechSocket } from '../common/speech-socket';
import { DeepgramTranscript } from './deepgram-transcript';
import { deepgramMessage, deepgramResults, deepgramSilent } from './deepgram.schema';

/** Deepgram leaves (NET-0001) after 10 s without audio or this message; it advises every 3–5 s. */
const KEEP_ALIVE_MS = 4000;

export type DeepgramOptions = {
  /** ws: or wss:, without the path. */
  readonly url: string;
  readonly apiKey?: string;
  readonly model: string;
  /** BCP 47, for utterances that name none. */
  readonly language: string;
  readonly aliveTimeoutMs: number;
  readonly access?: ServerAccess;
};

/**
 * Deepgram's live endpoint, and servers that speak like it (WhisperLiveKit).
 *
 * One connection per utterance. Its end is told with CloseStream, after which the server sends what is missing and
 * leaves; Finalize would do on a lasting connection, but WhisperLiveKit rejects it.
 * @see https://developers.deepgram.com/reference/speech-to-text/listen-streaming
 */
export class DeepgramSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;

  constructor(private readonly options: DeepgramOptions) {
    super();
    const { model, access } = options;
    const own = { name: 'deepgram', label: `Deepgram ${model}`, isEmbedded: false };
    this.info = access?.info ?? own;
  }

  override transcribe(
    input: AsyncIterable<RecognizerInput>,
    { language = this.options.language, onSent, signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    return bufferedRecognition(input, signal, (utterance, emit, ended) =>
      this.#transcribe(utterance, { language, onSent }, emit, ended),
    );
  }

  /** WhisperLiveKit has /health; Deepgram has none and answers 404, which says that it is there. */
  override health(): Promise<ProviderHealth> {
    const url = new URL('/health', this.options.url.replace(/^ws/u, 'http')).href;
    return httpHealth(
      url,
      (status) =>
        status < 500
          ? { isHealthy: true }
          : { isHealthy: false, detail: `The server answered ${status}.` },
      { headers: this.#headers(), fetch: this.options.access?.fetch },
    );
  }

  async #transcribe(
    utterance: UtteranceBuffer,
    asked: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Promise<Final> {
    const { aliveTimeoutMs, access } = this.options;
    const { language, onSent } = asked;
    const call = { isClosing: false, onSent };
    const final = await overSocket(
      this.#url(language),
      { provider: this.info.name, access, headers: this.#headers(), aliveTimeoutMs, signal },
      {
        send: (socket, ended) => this.#send(socket, utterance, call, ended),
        receive: (socket) => this.#untilClosed(socket, call, emit),
      },
    );
    return { language, ...final };
  }

  async #send(
    socket: SpeechSocket,
    utterance: UtteranceBuffer,
    call: Pick<Asked, 'onSent'> & { isClosing: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const keepAlive = setInterval(() => {
      // A connection that is gone is noticed by whoever reads it.
      void socket.send(JSON.stringify({ type: 'KeepAlive' })).catch(() => undefined);
    }, KEEP_ALIVE_MS);
    try {
      for await (const samples of inMessages(utterance, signal)) {
        await socket.send(bytesFromPcm(samples));
        call.onSent?.(durationMs(samples));
      }
      if (signal.aborted) return;
      call.isClosing = true;
      await socket.send(JSON.stringify({ type: 'CloseStream' }));
    } finally {
      clearInterval(keepAlive);
    }
  }

  async #untilClosed(
    socket: SpeechSocket,
    call: { readonly isClosing: boolean },
    emit: (part: Interim) => void,
  ): Promise<Final> {
    const transcript = new DeepgramTranscript();
    const skipped = new SkippedMessages('stt', this.info.name);
    for await (const message of socket.messages()) {
      const parsed = readMessage(deepgramMessage, message, skipped);
      if (parsed === undefined || deepgramSilent.has(parsed.type)) continue;
      if (parsed.type === 'Error') {
        const cause = parsed.description ?? parsed.message;
        throw sttFailure(this.info.name, 'server', 'transcription failed', { cause });
      }
      if (parsed.type !== 'Results') {
        skipped.unknown();
        continue;
      }
      const results = readMessage(deepgramResults, message, skipped);
      if (results === undefined) continue;
      skipped.used();
      const before = transcript.text;
      transcript.onResults(results);
      const { text } = transcript;
      if (!call.isClosing && text !== '' && text !== before) {
        emit({ type: 'transcript-partial', text });
      }
    }
    if (skipped.isAllUnreadable) throw skipped.failure();
    if (call.isClosing) return transcript.final();
    throw sttFailure(this.info.name, 'connectivity', 'the server left before the end');
  }

  #url(language: string): string {
    const url = new URL('/v1/listen', this.options.url);
    url.search = new URLSearchParams({
      model: this.options.model,
      language,
      encoding: 'linear16',
      sample_rate: String(UTTERANCE_HZ),
      channels: '1',
      interim_results: 'true',
      smart_format: 'true',
    }).toString();
    return url.href;
  }

  #headers(): Record<string, string> {
    const { apiKey } = this.options;
    return apiKey === undefined ? {} : { authorization: `Token ${apiKey}` };
  }
}
