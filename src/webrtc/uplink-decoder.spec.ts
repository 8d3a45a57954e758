import { OpusEncoder } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

import { writeRtp } from './rtp-packet';
import { UplinkDecoder } from './uplink-decoder';

/** 20 ms packets of one loud tone. */
function microphone() {
  const encoder = new OpusEncoder();
  return (index: number, payload?: Uint8Array) => {
    const pcm = Int16Array.from({ length: 960 }, (_, i) =>
      Math.round(8000 * Math.sin(((index * 960 + i) * Math.PI) / 50)),
    );
    return writeRtp({
      payloadType: 111,
      sequence: index,
      timestamp: index * 960,
      ssrc: 1,
      marker: false,
      payload: payload ?? encoder.encode(pcm),
    });
  };
}

function level({ pcm }: AudioFrame): number {
  return Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
}

const isSilent = (frame: AudioFrame) => level(frame) === 0;

describe('UplinkDecoder', () => {
  let decoder: UplinkDecoder;
  let packet: ReturnType<typeof microphone>;

  beforeEach(() => {
    decoder = new UplinkDecoder(0);
    packet = microphone();
  });

  /** Plays packets in real time; the ones in `lost` never come. */
  function play(indexes: readonly number[], lost: readonly number[] = []): AudioFrame[] {
    return indexes.flatMap((index) => {
      const bytes = packet(index);
      const heard = lost.includes(index) ? [] : decoder.push(bytes, index * 20);
      return [...heard, ...decoder.tick(index * 20)];
    });
  }

  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => from + index);

  it('makes one 48 kHz frame of each packet, at once', () => {
    const frames = play(range(0, 10));
    expect(frames).toHaveLength(10);
    expect(frames.every((frame) => frame.sampleRateHz === 48_000)).toBe(true);
    expect(frames.slice(1).every((frame) => level(frame) > 4000)).toBe(true);
  });

  it('conceals a lost packet with a quieter repetition and keeps the time', () => {
    const frames = play(range(0, 20), [10]);
    expect(frames).toHaveLength(20);
    expect(level(frames[10] as AudioFrame)).toBeGreaterThan(1000);
    expect(level(frames[10] as AudioFrame)).toBeLessThan(4000);
  });

  it('conceals a packet that is no Opus', () => {
    play(range(0, 5));
    const bad = decoder.push(packet(5, Uint8Array.of(255, 255, 255, 1)), 100);
    expect(bad.every((frame) => !isSilent(frame))).toBe(true);
    expect(decoder.push(packet(6), 120)).toHaveLength(1);
  });

  it('feeds silence in real time while packets stop, and no more than real time', () => {
    play(range(0, 10));
    const fed = range(10, 60).flatMap((index) => decoder.tick(index * 20));
    expect(fed.every(isSilent)).toBe(true);
    expect(fed).toHaveLength(49);
  });

  it('does not put silence into jitter of less than 200 ms', () => {
    play(range(0, 10));
    const waiting = range(10, 18).flatMap((index) => decoder.tick(index * 20));
    const burst = range(10, 18).flatMap((index) => decoder.push(packet(index), 360));
    expect(waiting).toEqual([]);
    expect(burst).toHaveLength(8);
  });

  it('does not fill the same pause twice when the sender was silent on purpose', () => {
    play(range(0, 10));
    const filled = range(10, 60).flatMap((index) => decoder.tick(index * 20)).length;
    const resumed = decoder.push(
      writeRtp({
        payloadType: 111,
        sequence: 10,
        timestamp: 60 * 960,
        ssrc: 1,
        marker: true,
        payload: new OpusEncoder().encode(new Int16Array(960)),
      }),
      60 * 20,
    );
    expect(10 + filled + resumed.length).toBeLessThanOrEqual(61);
  });

  it('ignores bytes that are no RTP', () => {
    expect(decoder.push(Buffer.from('hello'), 0)).toEqual([]);
  });
});
