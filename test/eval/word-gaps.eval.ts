import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../src/stt/adapters/embedded/moonshine-model';
import { findWordGaps } from './word-gaps';
import wordGaps from './word-gaps.json';
import { recordingNamed } from '../support/recordings';

/** All of them would take minutes, and the recordings do not change. */
const CHECKED = 5;

describe('The gaps between words in word-gaps.json', () => {
  it('are those that the recognizer confirms', async () => {
    const model = await MoonshineModel.load(modelsDirectory(parseConfig(process.env).stt));
    for (const { file, gapsMs } of wordGaps.slice(0, CHECKED)) {
      const found = await findWordGaps(recordingNamed(file), (samples) => model.decode(samples));
      expect({ file, gapsMs: found }).toEqual({ file, gapsMs });
    }
  }, 300_000);
});
