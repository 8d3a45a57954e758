import type { AudioFrame } from '@vox/voice-core';

import { UtteranceAudio } from './utterance-audio';

const frame = (level: number): AudioFrame => ({
  pcm: new Int16Array(320).fill(level),
  sampleRateHz: 16_000,
});

function audioOf(...spans: readonly (readonly [level: number, ms: number])[]): UtteranceAudio {
  const audio = new UtteranceAudio();
  for (const [level, ms] of spans) {
    for (let at = 0; at < ms; at += 20) audio.append(frame(level));
  }
  return audio;
}

const msOf = (samples: Float32Array | undefined) => (samples?.length ?? 0) / 16;

describe('UtteranceAudio', () => {
  it('gives what it heard as samples of -1 to 1', () => {
    const samples = audioOf([16_384, 100]).samples();
    expect(msOf(samples)).toBe(100);
    expect(samples[0]).toBe(0.5);
  });

  it('leaves 0.3 s of the silence before the first sound and all of that after it', () => {
    expect(msOf(audioOf([5, 1200], [8000, 500], [5, 700]).samples())).toBe(1500);
    expect(msOf(audioOf([5, 200], [8000, 500]).samples())).toBe(700);
  });

  it('keeps silence that is all there is', () => {
    expect(msOf(audioOf([0, 400]).samples())).toBe(400);
  });

  it('takes no piece before 20 s are held', () => {
    expect(audioOf([8000, 19_980]).takePiece()).toBeUndefined();
  });

  it('cuts pieces of 10 to 20 s in the quietest gap and loses nothing', () => {
    const audio = audioOf([8000, 5000], [50, 400], [8000, 8600], [20, 200], [8000, 5800]);
    const piece = audio.takePiece();
    expect(msOf(piece)).toBeGreaterThan(14_000);
    expect(msOf(piece)).toBeLessThan(14_200);
    expect(msOf(piece) + msOf(audio.samples())).toBe(20_000);
    expect(audio.heardMs).toBe(20_000);
  });

  it('refuses audio of another rate', () => {
    const wrong = { pcm: new Int16Array(960), sampleRateHz: 48_000 } as const;
    expect(() => new UtteranceAudio().append(wrong)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', field: 'audio' }),
    );
  });
});
