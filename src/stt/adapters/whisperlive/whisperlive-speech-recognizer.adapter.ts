import { randomUUID } from 'node:crypto';

import { type ServerAccess, SkippedMessages } from '@vox/outbound';
import {
  attentiveSleep,
  type Clock,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
} from '@vox/voice-core';
import type { z } from 'zod';

import type { UtteranceBuffer } from '../../utterance-buffer';
import type { Asked } from '../common/asked';
import { bufferedRecognition } from '../common/buffered-recognition';
import { durationMs, primaryLanguage, UTTERANCE_HZ } from '../common/frames';
import { inMessages } from '../common/messages';
import { overSocket } from '../common/over-socket';
import { readMessage, sttFailure } from '../common/provider-failure';
import type { Final, Interim } from '../common/recognition';
import { socketHealth } from '../common/socket-health';
import type { SpeechSocket } from '../common/speech-socket';
import { type Segment, SegmentTranscript } from './segment-transcript';
import { type WhisperLiveAudioFormat, whisperLiveBytes } from './whisperlive-audio';
import { whisperLiveMessage, whisperLiveSegment } from './whisperlive.schema';

/** The server does not look at less than a second of new audio: without this an utterance's tail is never heard. */
const TRAILING_SILENCE = new Int16Array(UTTERANCE_HZ);

/** Compared with the bytes of a binary message: as a text message it would be taken for audio. */
const END_OF_AUDIO = Buffer.from('END_OF_AUDIO');

/**
 * Lists of segments near the end of the audio until one of them covers all of it: the first may come from a pass
 * that began before.
 */
const LISTS_UNTIL_COMPLETE = 2;

/**
 * Silence at the end of an utterance that no segment covers. A server whose segments end earlier may be behind with
 * the audio: more lists are waited for, until none comes or none goes further.
 */
const MAX_UNCOVERED_MS = 1000;

export type WhisperLiveOptions = {
  /** ws: or wss:. */
  readonly url: string;
  readonly audioFormat: WhisperLiveAudioFormat;
  readonly model: string;
  /** BCP 47, for utterances that name none. */
  readonly language: string;
  readonly aliveTimeoutMs: number;
  /** End of the audio, or last list of segments, → nothing more will come (it heard only noise). */
  readonly settleMs: number;
  readonly access?: ServerAccess;
};

/**
 * Collabora's WhisperLive server.
 *
 * One connection per utterance, which also stays clear of its limit on a connection's age (300 s). It has no final:
 * END_OF_AUDIO makes it hang up at once with words unsaid, so the adapter waits until the segments cover all audio
 * and says goodbye only then.
 */
export class WhisperLiveSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;

  constructor(
    private readonly options: WhisperLiveOptions,
    private readonly clock: Clock,
  ) {
    super();
    const { model, access } = options;
    const own = { name: 'whisperlive', label: `WhisperLive ${model}`, isEmbedded: false };
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

  /** It has no health page: whether it takes a connection says enough, and a full server is healthy. */
  override health(): Promise<ProviderHealth> {
    return socketHealth(this.options.url, this.info.name, this.options.access);
  }

  async #transcribe(
    utterance: UtteranceBuffer,
    asked: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Promise<Final> {
    const { url, aliveTimeoutMs, access } = this.options;
    const call = new WhisperLiveCall(this.info.name, emit);
    await overSocket<void>(
      url,
      { provider: this.info.name, access, aliveTimeoutMs, signal },
      {
        send: (socket, ended) => this.#send(socket, utterance, call, asked, ended),
        // The server never says that it is done.
        receive: (socket, sent) => Promise.race([this.#read(socket, call), sent]),
        goodbye: END_OF_AUDIO,
      },
    );
    if (call.skipped.isAllUnreadable) throw call.skipped.failure();
    return { text: call.transcript.text, language: call.language ?? asked.language };
  }

  /** Resolves when the last words are there. */
  async #send(
    socket: SpeechSocket,
    utterance: UtteranceBuffer,
    call: WhisperLiveCall,
    { language, onSent }: Asked,
    signal: AbortSignal,
  ): Promise<void> {
    const { audioFormat, model } = this.options;
    await socket.send(
      JSON.stringify({
        uid: call.uid,
        language,
        task: 'transcribe',
        model,
        // The audio is one utterance, cut by our own detector.
        use_vad: false,
        audio_format: audioFormat,
      }),
    );
    await untilSettled(call.ready, signal);
    let samplesSent = 0;
    for await (const samples of inMessages(utterance, signal)) {
      await socket.send(whisperLiveBytes(samples, audioFormat));
      samplesSent += samples.length;
      onSent?.(durationMs(samples));
    }
    if (signal.aborted) return;
    call.onEnd((samplesSent * 1000) / UTTERANCE_HZ);
    await socket.send(whisperLiveBytes(TRAILING_SILENCE, audioFormat));
    while (!signal.aborted && !call.isComplete && (await this.#hasNews(call, signal)));
  }

  /** Whether the words grew within the time after which they are taken to be all. */
  async #hasNews(call: WhisperLiveCall, signal: AbortSignal): Promise<boolean> {
    const woken = new AbortController();
    const list = call.nextNews().then(() => woken.abort());
    const given = AbortSignal.any([signal, woken.signal]);
    // What came in while this process was busy is news, too.
    await Promise.race([list, attentiveSleep(this.clock, this.options.settleMs, given)]);
    return woken.signal.aborted;
  }

  async #read(socket: SpeechSocket, call: WhisperLiveCall): Promise<void> {
    for await (const message of socket.messages()) {
      const parsed = readMessage(whisperLiveMessage, message, call.skipped);
      if (parsed === undefined) {
        // It may have been the one that says that the server is ready.
        call.onReady();
        continue;
      }
      if ((parsed.uid ?? call.uid) !== call.uid) continue;
      if (parsed.status === 'WAIT') {
        throw sttFailure(this.info.name, 'rate-limit', 'all places of the server are taken');
      }
      if (parsed.status === 'ERROR') {
        throw sttFailure(this.info.name, 'server', 'transcription failed', {
          cause: parsed.message,
        });
      }
      if (parsed.message === 'DISCONNECT') break;
      if (parsed.message === 'SERVER_READY') call.onReady();
      if (parsed.language != null) call.language = parsed.language;
      if (parsed.segments != null) call.onSegments(parsed.segments);
      else if (!isKnown(parsed)) call.skipped.unknown();
    }
    throw sttFailure(this.info.name, 'connectivity', 'the server left before the end');
  }
}

/** What is known of one utterance's connection. */
class WhisperLiveCall {
  readonly uid = randomUUID();
  readonly transcript = new SegmentTranscript();
  readonly skipped: SkippedMessages;
  readonly ready: Promise<void>;
  language: string | undefined;
  #isReady: () => void = () => undefined;
  #wake: () => void = () => undefined;
  #audioMs: number | undefined;
  #listsAtEnd = 0;
  readonly #emit: (part: Interim) => void;

  constructor(provider: string, emit: (part: Interim) => void) {
    this.#emit = emit;
    this.skipped = new SkippedMessages('stt', provider);
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
  }

  get isComplete(): boolean {
    return this.#listsAtEnd >= LISTS_UNTIL_COMPLETE;
  }

  onReady(): void {
    this.#isReady();
  }

  onEnd(audioMs: number): void {
    this.#audioMs = audioMs;
  }

  onSegments(list: unknown): void {
    const segments = this.#readable(list);
    if (segments === undefined) return;
    const { text: before, endMs: endBeforeMs } = this.transcript;
    this.transcript.onSegments(segments);
    const { text, endMs } = this.transcript;
    if (this.#audioMs === undefined) {
      if (text !== '' && text !== before) this.#emit({ type: 'transcript-partial', text });
      return;
    }
    // A server that tells no ends is taken to keep up.
    const isAtEnd = endMs === 0 || endMs >= this.#audioMs - MAX_UNCOVERED_MS;
    if (isAtEnd) this.#listsAtEnd++;
    // It repeats its last list for as long as nothing new is there.
    if (isAtEnd || endMs > endBeforeMs) this.#wake();
  }

  /** Those of a list that can be read; nothing when it is no list, or one that has none. */
  #readable(list: unknown): Segment[] | undefined {
    if (!Array.isArray(list)) {
      this.skipped.unreadable('segments');
      return undefined;
    }
    const read = list.map((segment) => whisperLiveSegment.safeParse(segment));
    const segments = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
    if (segments.length < list.length) this.skipped.unreadable('segments');
    if (segments.length === 0 && list.length > 0) return undefined;
    this.skipped.used();
    return segments;
  }

  nextNews(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

/** What it says of itself, by the fields that are there. */
function isKnown({ status, message, language }: z.infer<typeof whisperLiveMessage>): boolean {
  return status != null || message != null || language != null;
}

/** Resolves with `promise` or when `signal` aborts. */
function untilSettled(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    void promise.then(done);
  });
}
