import { levelDb } from '@vox/audio';
import { describeSpeechSynthesizer } from '@vox/testing';

import { FliteSpeechSynthesizer } from './flite-speech-synthesizer.adapter';

describeSpeechSynthesizer('FliteSpeechSynthesizer', {
  make: () => new FliteSpeechSynthesizer({ rate: 1, pitch: 1 }),
  close: (synthesizer) => (synthesizer as FliteSpeechSynthesizer).close(),
  hasRate: true,
});

describe('FliteSpeechSynthesizer', () => {
  let flite: FliteSpeechSynthesizer;
  beforeAll(async () => {
    flite = new FliteSpeechSynthesizer({ rate: 1, pitch: 1 });
    await flite.warmUp();
  });
  afterAll(() => flite.close());

  const speak = async (text: string, options: { pitch?: number; voice?: string } = {}) => {
    const pcm: number[] = [];
    const { signal } = new AbortController();
    for await (const frame of flite.synthesize(text, { ...options, signal }))
      pcm.push(...frame.pcm);
    return pcm;
  };

  it('begins to be heard within 60 ms of audio', async () => {
    const pcm = await speak('What time is it?');
    const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(pcm.findIndex((sample) => Math.abs(sample) > loudest / 20)).toBeLessThan(16 * 60);
  });

  it('speaks higher and lower as asked', async () => {
    const [low, own, high] = [
      pitchHz(await speak('Mama may know more.', { voice: 'slt', pitch: 0.6 })),
      pitchHz(await speak('Mama may know more.', { voice: 'slt' })),
      pitchHz(await speak('Mama may know more.', { voice: 'slt', pitch: 1.6 })),
    ];
    expect(low / own).toBeCloseTo(0.6, 1);
    expect(high / own).toBeCloseTo(1.6, 0);
  });

  it.each(['rms', 'slt', 'awb', 'kal16'])(
    'has the voice %s at 16 kHz, as loud as the others',
    async (voice) => {
      const pcm = await speak('One moment, please.', { voice });
      expect(pcm.length / 16_000).toBeGreaterThan(0.6);
      expect(pcm.length / 16_000).toBeLessThan(3);
      const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(loudest).toBeLessThanOrEqual(0.9 * 32_767 + 1);
      expect(Math.abs(levelDb(Int16Array.from(pcm)) + 19)).toBeLessThan(3);
    },
  );

  it('speaks text that looks like an option or holds quotes and accents', async () => {
    expect((await speak('-voice "café" <b> $(x) \u0000 end')).length).toBeGreaterThan(8_000);
  });

  it('speaks texts of any length', async () => {
    const sentence = 'This goes on and on, as some people do when they talk';
    const pcm = await speak(Array(20).fill(sentence).join(', '));
    expect(pcm.length / 16_000).toBeGreaterThan(40);
  });

  it('uses its own rate where none is asked for', async () => {
    const fast = new FliteSpeechSynthesizer({ rate: 2, pitch: 1 });
    let frames = 0;
    const { signal } = new AbortController();
    for await (const _ of fast.synthesize('One moment, please.', { signal })) frames++;
    await fast.close();
    expect(frames * 320).toBeLessThan((await speak('One moment, please.')).length * 0.7);
  });
});

/** The median over 64 ms windows of the frequency at which the signal resembles itself most. */
function pitchHz(pcm: readonly number[]): number {
  const pitches: number[] = [];
  for (let start = 0; start + 1024 <= pcm.length; start += 1024) {
    const window = pcm.slice(start, start + 1024);
    const similarity = (lag: number) =>
      window.slice(lag).reduce((sum, sample, index) => sum + sample * (window[index] as number), 0);
    if (similarity(0) < 1024 * 1e6) continue;
    let best = 40;
    for (let lag = 40; lag < 250; lag++) if (similarity(lag) > similarity(best)) best = lag;
    pitches.push(16_000 / best);
  }
  return pitches.sort((a, b) => a - b)[pitches.length >> 1] as number;
}
