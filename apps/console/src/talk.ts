import { setTimeout as sleep } from 'node:timers/promises';

import { bytesFromPcm, OpusDecoder, OpusEncoder, pcmFromBytes } from '@vox/audio';
import type { SessionStarted } from '@vox/protocol';
import { FRAME_MS, type SampleRateHz } from '@vox/voice-core';

import type { SpokenFile } from './spoken-file';
import type { ReceivedEvent, VoiceSocketClient } from './voice-socket-client';

/** A slow model on a small machine takes its time; a minute without an answer is none. */
const ANSWER_TIMEOUT_MS = 60_000;

/** An error of a turn is followed by the turn's end once that is on the server's disk, 2 s at most, or at once. */
const TURN_END_MS = 5000;

/** An interrupted turn is followed by the turn that interrupted it, well within this. */
const NEXT_TURN_MS = 3000;

/** How long a greeting may take to begin. */
const GREETING_MS = 300;

type TurnComplete = Extract<ReceivedEvent, { event: 'turn_complete' }>;

/** What came of one spoken file. Latencies in ms; those of `server` are the server's own. */
export type TurnReport = {
  readonly file: string;
  readonly heard: string;
  /** What was said of the answer; of a turn that failed, what was written. */
  readonly answered: string;
  /** What the server says went wrong. */
  readonly error?: string;
  readonly outcome: TurnComplete['data']['outcome'];
  /** Last loud frame of the file sent → first frame of the answer received. */
  readonly voiceToVoiceMs: number | undefined;
  readonly server: TurnComplete['data']['latency'];
  readonly answerMs: number;
};

/** Speaks files into one session, in real time, and collects what is answered. */
export class Talk {
  readonly #client: VoiceSocketClient;
  readonly #sampleRateHz: SampleRateHz;
  readonly #encoder: OpusEncoder | undefined;
  readonly #decoder: OpusDecoder | undefined;
  readonly #answers: Int16Array[] = [];

  constructor(client: VoiceSocketClient, started: SessionStarted['data']) {
    this.#client = client;
    this.#sampleRateHz = started.sample_rate_hz as SampleRateHz;
    const isOpus = started.encoding === 'opus';
    this.#encoder = isOpus ? new OpusEncoder() : undefined;
    this.#decoder = isOpus ? new OpusDecoder() : undefined;
  }

  /** Everything that was answered so far, frame by frame, at the session's rate. */
  get answers(): readonly Int16Array[] {
    return this.#answers;
  }

  /** Lets a greeting finish, so that the first file does not interrupt it. */
  async waitForGreeting(): Promise<void> {
    await sleep(GREETING_MS);
    const isGreeted = this.#client.events.some((event) => event.event === 'ai_response_start');
    if (!isGreeted) return;
    await this.#client.waitFor('turn_complete', { timeoutMs: ANSWER_TIMEOUT_MS });
    this.#takeAnswer(0);
  }

  /**
   * Speaks one file and waits for the answer to its last words to be over. A turn that failed is a report too.
   * @throws Error when the server reports an error that ends no turn, or does not answer.
   */
  async speak(file: SpokenFile): Promise<TurnReport> {
    const firstAudio = this.#client.audio.length;
    const lastLoudAtMs = await this.#send(file);
    const { turn, error } = await this.#turnAfter(lastLoudAtMs);
    const firstFrame = this.#client.audio.find(({ atMs }) => atMs > lastLoudAtMs);
    return {
      file: file.path,
      heard: turn.data.user_text ?? '',
      answered: error === undefined ? turn.data.spoken_text : this.#writtenReply(turn),
      ...(error === undefined ? {} : { error }),
      outcome: turn.data.outcome,
      voiceToVoiceMs: firstFrame === undefined ? undefined : firstFrame.atMs - lastLoudAtMs,
      server: turn.data.latency,
      answerMs: this.#takeAnswer(firstAudio),
    };
  }

  /** Sends the frames, one each 20 ms; gives the moment at which the last loud one was sent. */
  async #send(file: SpokenFile): Promise<number> {
    const startedAtMs = performance.now();
    let lastLoudAtMs = startedAtMs;
    for (const [index, { pcm }] of file.frames.entries()) {
      const waitMs = startedAtMs + index * FRAME_MS - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      this.#client.sendAudio(this.#encoder?.encode(pcm) ?? bytesFromPcm(pcm));
      if (index === file.lastLoudFrame) lastLoudAtMs = performance.now();
    }
    return lastLoudAtMs;
  }

  async #turnAfter(lastLoudAtMs: number): Promise<{ turn: TurnComplete; error?: string }> {
    const isEnd = (event: ReceivedEvent) =>
      event.atMs > lastLoudAtMs &&
      (event.event === 'error' ||
        (event.event === 'turn_complete' && event.data.user_text !== undefined));
    let end = await this.#client.waitFor(isEnd, { timeoutMs: ANSWER_TIMEOUT_MS });
    // A pause inside the file makes two turns of it, and the second cuts the first one's answer off.
    while (end.event === 'turn_complete' && end.data.outcome === 'interrupted') {
      const from = this.#client.events.indexOf(end) + 1;
      const begun = await this.#client
        .waitFor('ai_response_start', { from, timeoutMs: NEXT_TURN_MS })
        .catch(() => undefined);
      if (begun === undefined) break;
      end = await this.#client.waitFor(isEnd, { from, timeoutMs: ANSWER_TIMEOUT_MS });
    }
    if (end.event === 'turn_complete') return { turn: end, ...this.#failureOf(end) };
    if (end.event !== 'error') throw new Error('no answer');
    const from = this.#client.events.indexOf(end) + 1;
    const { message } = end.data;
    const turn = await this.#client
      .waitFor('turn_complete', { from, timeoutMs: TURN_END_MS })
      .catch(() => {
        throw new Error(message);
      });
    return { turn, error: message };
  }

  /** What a turn failed of that began to end before the last loud frame was out. */
  #failureOf(turn: TurnComplete): { error?: string } {
    if (turn.data.outcome !== 'failed') return {};
    const { events } = this.#client;
    const before = events.slice(0, events.indexOf(turn));
    const error = before.findLast((event) => event.event === 'error');
    return error?.event === 'error' ? { error: error.data.message } : {};
  }

  #writtenReply({ data }: TurnComplete): string {
    const written = this.#client.events.findLast(
      (event) => event.event === 'ai_response_complete' && event.data.turn_id === data.turn_id,
    );
    return written?.event === 'ai_response_complete' ? written.data.text : data.spoken_text;
  }

  /** Keeps the audio received from index `from` on; gives its length in ms. */
  #takeAnswer(from: number): number {
    const frames = this.#client.audio
      .slice(from)
      .map(({ bytes }) => this.#decoder?.decode(bytes) ?? pcmFromBytes(bytes));
    this.#answers.push(...frames);
    const samples = frames.reduce((total, frame) => total + frame.length, 0);
    return Math.round((samples * 1000) / this.#sampleRateHz);
  }
}
