import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../src/stt/adapters/embedded/moonshine-model';
import { recordingNamed } from '../support/recordings';
import { sentences } from './turn-items';
import { findWordGaps } from './word-gaps';
import wordGaps from './word-gaps.json';

/** All of them would take minutes, and the recordings do not change. */
const CHECKED = 5;

/** `EVAL_WORD_GAPS=write`: looks for all of them again and writes them down. */
const isToBeWritten = process.env['EVAL_WORD_GAPS'] === 'write';

describe('The gaps between words in word-gaps.json', () => {
  it('are those that the recognizer confirms', async () => {
    const model = await MoonshineModel.load(modelsDirectory(parseConfig(process.env).stt), 'tiny');
    const find = (file: string) =>
      findWordGaps(recordingNamed(file), (samples) => model.decode(samples));
    if (isToBeWritten) {
      const found: { file: string; gapsMs: number[] }[] = [];
      for (const { file } of sentences) {
        const gapsMs = await find(file);
        if (gapsMs.length > 0) found.push({ file, gapsMs });
      }
      const lines = found.map((entry) => `  ${JSON.stringify(entry)}`);
      writeFileSync(join(__dirname, 'word-gaps.json'), `[\n${lines.join(',\n')}\n]\n`);
      return;
    }
    for (const { file, gapsMs } of wordGaps.slice(0, CHECKED)) {
      expect({ file, gapsMs: await find(file) }).toEqual({ file, gapsMs });
    }
  }, 900_000);
});
