import { ProviderError } from '@vox/voice-core';
import type * as sherpa from 'sherpa-onnx-node';

import { modelPaths } from './models';

const SAMPLE_RATE_HZ = 16_000;

/** Weights of Moonshine by their published names: of the two, base hears better and takes half as long again. */
export type MoonshineSize = 'tiny' | 'base';

/** The weights of Moonshine (English), loaded once and shared; tiny holds about 150 MB, base 250 MB. */
export class MoonshineModel {
  readonly #model: sherpa.OfflineRecognizer;

  private constructor(model: sherpa.OfflineRecognizer) {
    this.#model = model;
  }

  /**
   * Loads the model (about 0.5 s) and decodes a second of silence, so that the first utterance is as fast as
   * the next.
   * @throws ConfigError when a model file is missing.
   */
  static async load(modelsDirectory: string, size: MoonshineSize): Promise<MoonshineModel> {
    const [encoder, decoder] = [`${size}-encoder`, `${size}-decoder`] as const;
    const paths = modelPaths(modelsDirectory, [encoder, decoder, 'tokens']);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- 13 MB that only a process which recognizes speech itself needs.
    const { OfflineRecognizer } = require('sherpa-onnx-node') as typeof sherpa;
    const model = new MoonshineModel(
      await OfflineRecognizer.createAsync({
        featConfig: { sampleRate: SAMPLE_RATE_HZ, featureDim: 80 },
        modelConfig: {
          moonshine: { encoder: paths[encoder], mergedDecoder: paths[decoder] },
          tokens: paths.tokens,
          // More threads make one decode hardly faster and all others slower.
          numThreads: 1,
          provider: 'cpu',
          debug: 0,
        },
      }),
    );
    await model.decode(new Float32Array(SAMPLE_RATE_HZ));
    return model;
  }

  /**
   * The words in samples of -1…1 at 16 kHz. Runs on a thread of its own and cannot be stopped.
   * @throws ProviderError when the engine fails.
   */
  async decode(samples: Float32Array): Promise<string> {
    try {
      const stream = this.#model.createStream();
      stream.acceptWaveform({ sampleRate: SAMPLE_RATE_HZ, samples });
      const { text } = await this.#model.decodeAsync(stream);
      return text;
    } catch (error) {
      throw new ProviderError('Moonshine could not decode an utterance', {
        kind: 'stt',
        provider: 'moonshine',
        category: 'server',
        cause: error,
      });
    }
  }
}
