import { availableParallelism } from 'node:os';

import {
  AsyncQueue,
  FRAME_MS,
  childController,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import { type Decode, DecodeScheduler } from './decode-scheduler';
import { chosenBase, machineOf, type MoonshineChoice } from './moonshine-choice';
import { MoonshineModel, type MoonshineSize } from './moonshine-model';
import { UtteranceTranscriber } from './utterance-transcriber';

/** Decodes run on libuv's four threads; one stays free for files and name lookups. */
const MAX_SLOTS = 3;

/** A reader this far behind misses partials, never the final. */
const MAX_WAITING_PARTS = 16;

/**
 * Moonshine (English) inside this process: its models are shared by all sessions.
 *
 * It has no streaming mode, so partials decode the growing utterance again and come only as the machine
 * has time. Give it speech that starts within 0.3 s; what silence comes before that is cut.
 */
export class MoonshineSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;
  readonly #scheduler: DecodeScheduler;
  #health: ProviderHealth = { isHealthy: true };

  /**
   * @param decode Turns samples of -1…1 at 16 kHz into text: a model's, whoever else uses it.
   * @param size Of the model that decodes the finals.
   */
  constructor(decode: Decode, size: MoonshineSize = 'tiny') {
    super();
    this.info = { name: 'moonshine', label: `Moonshine ${size} (embedded)`, isEmbedded: true };
    const slots = Math.min(MAX_SLOTS, availableParallelism());
    this.#scheduler = new DecodeScheduler(
      (samples, priority) => this.#watched(decode(samples, priority)),
      slots,
    );
  }

  /**
   * A recognizer with models of its own: tiny for partials, and for the finals that of `choice`.
   * @throws ConfigError when a model file is missing.
   */
  static async load(
    modelsDirectory: string,
    choice: MoonshineChoice,
  ): Promise<MoonshineSpeechRecognizer> {
    const tiny = await MoonshineModel.load(modelsDirectory, 'tiny');
    const base = await chosenBase(choice, machineOf(modelsDirectory));
    if (base === undefined) return new MoonshineSpeechRecognizer((samples) => tiny.decode(samples));
    const decode: Decode = (samples, priority) =>
      (priority === 'final' ? base : tiny).decode(samples);
    return new MoonshineSpeechRecognizer(decode, 'base');
  }

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    { onSent, signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    // Also ends the listening when the reader walks away without an abort.
    const { controller, release } = childController(signal);
    const parts = new AsyncQueue<TranscriptPart>(MAX_WAITING_PARTS);
    const final = this.#listen(input, parts, onSent, controller.signal).finally(() =>
      parts.close(),
    );
    final.catch(() => undefined);
    try {
      yield* untilAborted(parts, controller.signal);
      if (signal.aborted) return;
      yield { type: 'transcript-final', text: await final, language: 'en' };
    } finally {
      controller.abort('superseded');
      release();
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve(this.#health);
  }

  async #listen(
    input: AsyncIterable<RecognizerInput>,
    parts: AsyncQueue<TranscriptPart>,
    onSent: TranscribeOptions['onSent'],
    signal: AbortSignal,
  ): Promise<string> {
    const transcriber = new UtteranceTranscriber(this.#scheduler, {
      isWanted: () => !signal.aborted,
      emit: (part) => parts.push(part),
    });
    for await (const item of untilAborted(input, signal)) {
      transcriber.accept(item);
      if (item.type === 'audio') onSent?.(FRAME_MS);
    }
    return signal.aborted ? '' : transcriber.finish();
  }

  async #watched(decoding: Promise<string>): Promise<string> {
    try {
      const text = await decoding;
      this.#health = { isHealthy: true };
      return text;
    } catch (error) {
      this.#health = { isHealthy: false, detail: 'The last decode failed.' };
      throw error;
    }
  }
}
