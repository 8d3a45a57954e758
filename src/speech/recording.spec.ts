import { writeWav } from '@vox/audio';

import { toRecording } from './recording';

const SECONDS = 20;
const RATE_HZ = 8000;
const HEADER_BYTES = 44;

/** 8 bits a sample, two channels: what is converted sample by sample. */
function twoChannels(value = 128): Uint8Array {
  // As many bytes as there are samples of one byte in both channels.
  const bytes = writeWav(new Int16Array(SECONDS * RATE_HZ), RATE_HZ);
  const view = new DataView(bytes.buffer);
  view.setUint16(22, 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 8, true);
  return bytes.fill(value, HEADER_BYTES);
}

describe(toRecording.name, () => {
  it('converts a recording a chunk at a time, as it is read', async () => {
    const conversions = jest.spyOn(DataView.prototype, 'getUint8');
    const converted: number[] = [];
    const levels: number[] = [];
    for await (const { pcm } of toRecording(twoChannels(228)).frames) {
      converted.push(conversions.mock.calls.length);
      levels.push(Math.max(...pcm.map(Math.abs)));
    }
    conversions.mockRestore();
    const durationMs = 1000 * SECONDS + 600;
    expect(levels.length * 20).toBeGreaterThanOrEqual(durationMs);
    expect(levels.length * 20).toBeLessThan(durationMs + 40);
    expect(levels[Math.floor(levels.length / 2)]).toBeCloseTo(25_600, -2);
    expect(levels.at(-2)).toBe(0);
    const samples = 2 * SECONDS * RATE_HZ;
    expect(converted[Math.floor(levels.length / 4)]).toBeLessThan(samples / 2);
    expect(converted.at(-1)).toBe(samples);
  });

  it('tells where in the recording a moment of its frames is', () => {
    const { secondsAt } = toRecording(twoChannels());
    expect([0, 0.3, 1.3, 60].map(secondsAt)).toEqual([0, 0, 1, SECONDS]);
  });

  it('refuses what is no WAV file', () => {
    expect(() => toRecording(new Uint8Array(100))).toThrow(
      expect.objectContaining({ field: 'body' }) as Error,
    );
  });
});
