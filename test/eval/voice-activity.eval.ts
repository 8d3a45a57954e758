import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { allBeds, DetectorComparison } from './detector-comparison';

/** Without a pause at all, the rule for speech without a gap begins to count. */
const PAUSES_MS = [0, 300, 1500, 3000] as const;

/** By hand (`npm run eval -- voice-activity.eval`): the long form of test/integration/voice-activity.spec.ts. */
describe('SileroVoiceActivityDetector beside the detector of sherpa-onnx', () => {
  it('gives the same verdict on each frame, whatever lies under the recordings and between them', () => {
    const comparison = new DetectorComparison(modelsDirectory(parseConfig(process.env).stt));
    const rows = PAUSES_MS.flatMap((pauseMs) =>
      allBeds.map((bed) => ({ bed, pauseMs, ...comparison.over(bed, pauseMs) })),
    );
    const total = (field: 'frames' | 'freshStarts' | 'differing') =>
      rows.reduce((sum, row) => sum + row[field], 0);
    process.stdout.write(
      `${total('differing')} of ${total('frames')} frames differ, ${total('freshStarts')} fresh starts\n`,
    );
    expect(rows.filter(({ differing }) => differing > 0)).toEqual([]);
    expect(total('freshStarts')).toBeGreaterThan(0);
  }, 900_000);
});
