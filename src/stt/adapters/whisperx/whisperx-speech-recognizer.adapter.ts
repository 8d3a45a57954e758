import { randomUUID } from 'node:crypto';

import { retryDelayMs, type ServerAccess, SkippedMessages } from '@vox/outbound';
import {
  childController,
  type Clock,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import type { UtteranceBuffer } from '../../utterance-buffer';
import type { Asked } from '../common/asked';
import { bufferedRecognition } from '../common/buffered-recognition';
import { durationMs, primaryLanguage, samplesOf } from '../common/frames';
import { overSocket } from '../common/over-socket';
import { readMessage, sttFailure } from '../common/provider-failure';
import type { Final, Interim } from '../common/recognition';
import { socketHealth } from '../common/socket-health';
import { ConnectionLost, type SpeechSocket } from '../common/speech-socket';
import { PartialTranscript } from './partial-transcript';
import { type WhisperXAudioFormat, whisperXEncoder } from './whisperx-audio';
import { whisperXHealthUrl, whisperXPageHealth } from './whisperx-health';
import { whisperXMessage } from './whisperx.schema';

export type WhisperXOptions = {
  /** ws: or wss:. */
  readonly url: string;
  /** The health page; the port after the socket's and /health when absent. */
  readonly healthUrl?: string;
  readonly audioFormat: WhisperXAudioFormat;
  /** For the label: the server loads its model itself. */
  readonly model: string;
  /** BCP 47, for utterances that name none. */
  readonly language: string;
  readonly maxReconnects: number;
  /** Before the first reconnection; doubles each time, ±20 %. */
  readonly backoffMs: number;
  /** Without any sign of life for this long a connection is lost. */
  readonly readTimeoutMs: number;
  /** `finalize` sent → final. */
  readonly finalTimeoutMs: number;
  /** How long after the end of the utterance a lost connection is still mended; Infinity when nobody stands in. */
  readonly patienceMs: number;
  readonly access?: ServerAccess;
};

/** What is known of one connection. */
type Call = {
  readonly userId: string;
  readonly skipped: SkippedMessages;
  isFinalizing: boolean;
};

/**
 * The predecessor's WhisperX streaming server.
 *
 * One connection per utterance, opened when speech starts, so that its handshake costs nothing that is heard. A
 * pooled one would gain nothing (each `start` makes a new session at the server) and bring the tail of the previous
 * utterance into the first partial of the next; an `error` at finalize ends the connection in any case. A lost
 * connection is mended within the utterance: `start` again, with language and format, and all audio from the
 * beginning, so that the final that comes is that of the whole utterance.
 */
export class WhisperXSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;

  constructor(
    private readonly options: WhisperXOptions,
    private readonly clock: Clock,
  ) {
    super();
    const { model, access } = options;
    const own = { name: 'whisperx', label: `WhisperX ${model}`, isEmbedded: false };
    this.info = access?.info ?? own;
  }

  override transcribe(
    input: AsyncIterable<RecognizerInput>,
    { language = this.options.language, onSent, signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    return bufferedRecognition(input, signal, (utterance, emit, ended) =>
      this.#transcribe(utterance, { language: primaryLanguage(language), onSent }, emit, ended),
    );
  }

  /** Where the health page cannot be reached (a firewall, a proxy), the socket itself is asked. */
  override async health(): Promise<ProviderHealth> {
    const { url, healthUrl = whisperXHealthUrl(url), access } = this.options;
    return (
      (await whisperXPageHealth(healthUrl, access)) ?? socketHealth(url, this.info.name, access)
    );
  }

  async #transcribe(
    utterance: UtteranceBuffer,
    asked: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Promise<Final> {
    const endedAtMs = utterance.ended.then(() => this.clock.nowMs());
    const partials = new PartialTranscript((text) => emit({ type: 'transcript-partial', text }));
    for (let reconnects = 0; ; reconnects++) {
      try {
        partials.restart();
        const text = await this.#converse(utterance, asked, partials, signal);
        return { text, language: asked.language };
      } catch (error) {
        const isMended =
          error instanceof ConnectionLost &&
          error.isRetryable &&
          reconnects < this.options.maxReconnects &&
          (await this.#backOff(reconnects, endedAtMs, signal));
        if (!isMended) throw error;
      }
    }
  }

  /** One connection: the whole utterance in, its final out. */
  async #converse(
    utterance: UtteranceBuffer,
    asked: Asked,
    partials: PartialTranscript,
    signal: AbortSignal,
  ): Promise<string> {
    const { url, readTimeoutMs, access } = this.options;
    const skipped = new SkippedMessages('stt', this.info.name);
    const call = { userId: randomUUID(), isFinalizing: false, skipped };
    return overSocket(
      url,
      { provider: this.info.name, access, aliveTimeoutMs: readTimeoutMs, signal },
      {
        send: (socket, ended) => this.#send(socket, utterance, call, asked, ended),
        receive: (socket) => this.#untilFinal(socket, call, partials),
        // A courtesy: the server also notices that we are gone.
        goodbye: JSON.stringify({ type: 'close' }),
      },
    );
  }

  /** Sends the utterance as it comes, then waits for the final's deadline. */
  async #send(
    socket: SpeechSocket,
    utterance: UtteranceBuffer,
    call: Call,
    { language, onSent }: Asked,
    signal: AbortSignal,
  ): Promise<void> {
    const { audioFormat, finalTimeoutMs } = this.options;
    // Both, each time: what one `start` leaves out the server sets back to "en" and "opus".
    await socket.send(
      JSON.stringify({ type: 'start', userId: call.userId, language, audio_format: audioFormat }),
    );
    const encode = whisperXEncoder(audioFormat);
    for await (const item of untilAborted(utterance, signal)) {
      const samples = samplesOf(item);
      if (samples === undefined) continue;
      await socket.send(encode(samples));
      onSent?.(durationMs(samples));
    }
    if (signal.aborted) return;
    call.isFinalizing = true;
    await socket.send(JSON.stringify({ type: 'finalize' }));
    await this.clock.sleepUntil(this.clock.nowMs() + finalTimeoutMs, signal);
    if (signal.aborted) return;
    if (call.skipped.isAllUnreadable) throw call.skipped.failure();
    throw sttFailure(this.info.name, 'timeout', 'no final within its time limit');
  }

  async #untilFinal(
    socket: SpeechSocket,
    call: Readonly<Call>,
    partials: PartialTranscript,
  ): Promise<string> {
    for await (const message of socket.messages()) {
      const parsed = readMessage(whisperXMessage, message, call.skipped);
      if (parsed === undefined || (parsed.userId ?? call.userId) !== call.userId) continue;
      if (parsed.type === 'error') {
        throw sttFailure(this.info.name, 'server', 'transcription failed', { cause: parsed.error });
      }
      if (parsed.type !== 'partial' && parsed.type !== 'final') call.skipped.unknown();
      else if (parsed.text == null) call.skipped.unreadable('text');
      else {
        call.skipped.used();
        if (call.isFinalizing && parsed.type === 'final') return parsed.text;
        // A partial that comes later than `finalize` is older than the final.
        if (!call.isFinalizing && parsed.type === 'partial') partials.onWindow(parsed.text);
      }
    }
    throw new ConnectionLost(`${this.info.name}: the server left before the final`, {
      kind: 'stt',
      provider: this.info.name,
      category: 'connectivity',
    });
  }

  /** Waits before the next connection; false when somebody else had better be asked. */
  async #backOff(
    reconnects: number,
    endedAtMs: Promise<number>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { backoffMs, patienceMs } = this.options;
    const delayMs = retryDelayMs(reconnects + 1, { backoffMs, maxBackoffMs: Infinity });
    const dueAtMs = this.clock.nowMs() + delayMs;
    const { controller, release } = childController(signal);
    try {
      const due = this.clock.sleepUntil(dueAtMs, controller.signal).then(() => true);
      if (!Number.isFinite(patienceMs)) return (await due) && !signal.aborted;
      const outOfPatience = endedAtMs
        .then((atMs) => this.clock.sleepUntil(atMs + patienceMs, controller.signal))
        .then(() => false);
      const isDue = await Promise.race([due, outOfPatience]);
      return isDue && !signal.aborted;
    } finally {
      controller.abort('superseded');
      release();
    }
  }
}
