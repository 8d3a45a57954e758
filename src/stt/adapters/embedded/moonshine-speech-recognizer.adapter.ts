import { availableParallelism } from 'node:os';

import {
  AsyncQueue,
  childController,
  ProviderError,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';
import { OfflineRecognizer } from 'sherpa-onnx-node';

import { DecodeScheduler } from './decode-scheduler';
import { modelPaths } from './models';
import { UtteranceTranscriber } from './utterance-transcriber';

const SAMPLE_RATE_HZ = 16_000;

/** Decodes run on libuv's four threads; one stays free for files and name lookups. */
const MAX_SLOTS = 3;

/** A reader this far behind misses partials, never the final. */
const MAX_WAITING_PARTS = 16;

/**
 * Moonshine tiny (English) inside this process: one model, shared by all sessions.
 *
 * It has no streaming mode, so partials decode the growing utterance again and come only as the machine
 * has time. Give it speech that starts within 0.3 s; what silence comes before that is cut.
 */
export class MoonshineSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo = {
    name: 'moonshine',
    label: 'Moonshine tiny (embedded)',
    isEmbedded: true,
  };
  readonly #model: OfflineRecognizer;
  readonly #scheduler: DecodeScheduler;
  #health: ProviderHealth = { isHealthy: true };

  private constructor(model: OfflineRecognizer) {
    super();
    this.#model = model;
    const slots = Math.min(MAX_SLOTS, availableParallelism());
    this.#scheduler = new DecodeScheduler((samples) => this.#decode(samples), slots);
  }

  /**
   * Loads the model (about 0.5 s) and decodes a second of silence, so that the first utterance is as fast as
   * the next.
   * @throws ConfigError when a model file is missing.
   */
  static async load(modelsDirectory: string): Promise<MoonshineSpeechRecognizer> {
    const paths = modelPaths(modelsDirectory, ['encoder', 'decoder', 'tokens']);
    const model = await OfflineRecognizer.createAsync({
      featConfig: { sampleRate: SAMPLE_RATE_HZ, featureDim: 80 },
      modelConfig: {
        moonshine: { encoder: paths.encoder, mergedDecoder: paths.decoder },
        tokens: paths.tokens,
        // More threads make one decode hardly faster and all others slower.
        numThreads: 1,
        provider: 'cpu',
        debug: 0,
      },
    });
    const recognizer = new MoonshineSpeechRecognizer(model);
    await recognizer.#decode(new Float32Array(SAMPLE_RATE_HZ));
    return recognizer;
  }

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    { signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    // Also ends the listening when the reader walks away without an abort.
    const { controller, release } = childController(signal);
    const parts = new AsyncQueue<TranscriptPart>(MAX_WAITING_PARTS);
    const final = this.#listen(input, parts, controller.signal).finally(() => parts.close());
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
    signal: AbortSignal,
  ): Promise<string> {
    const transcriber = new UtteranceTranscriber(this.#scheduler, {
      isWanted: () => !signal.aborted,
      emit: (part) => parts.push(part),
    });
    for await (const item of untilAborted(input, signal)) transcriber.accept(item);
    return signal.aborted ? '' : transcriber.finish();
  }

  async #decode(samples: Float32Array): Promise<string> {
    try {
      const stream = this.#model.createStream();
      stream.acceptWaveform({ sampleRate: SAMPLE_RATE_HZ, samples });
      const { text } = await this.#model.decodeAsync(stream);
      this.#health = { isHealthy: true };
      return text;
    } catch (error) {
      this.#health = { isHealthy: false, detail: 'The last decode failed.' };
      throw new ProviderError('Moonshine could not decode an utterance', {
        room: 'stt',
        provider: 'moonshine',
        category: 'server',
        cause: error,
      });
    }
  }
}
