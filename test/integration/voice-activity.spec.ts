import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { type Bed, DetectorComparison } from '../eval/detector-comparison';

describe('SileroVoiceActivityDetector beside the detector of sherpa-onnx', () => {
  const comparison = new DetectorComparison(modelsDirectory(parseConfig(process.env).stt));

  it.each<[Bed, number]>([
    ['quiet', 300],
    ['room tone -45 dB', 300],
    ['babble -20 dB', 0],
  ])('gives the same verdict on each frame of all recordings: %s', (bed, pauseMs) => {
    const { frames, speechFrames, differing } = comparison.over(bed, pauseMs);
    expect(differing).toBe(0);
    expect(frames).toBeGreaterThan(6000);
    expect(speechFrames).toBeGreaterThan(frames / 4);
    expect(speechFrames).toBeLessThan(frames);
  });
});
