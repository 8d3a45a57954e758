import { readFileSync } from 'node:fs';
import path from 'node:path';

import { InvalidInputError } from '@vox/voice-core';

import { OpusDecoder, OpusEncoder, opusPacketTicks } from './opus';
import { Resampler } from './resampler';
import { readWav } from './wav';

const VOICE = path.join(__dirname, '../../../test/fixtures/audio/all-circuits-busy-now.wav');

function tone(frameIndex: number): Int16Array {
  return Int16Array.from({ length: 960 }, (_, i) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 440 * (frameIndex * 960 + i)) / 48_000)),
  );
}

function energy(pcm: Int16Array): number {
  return Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
}

describe('Opus', () => {
  it('gives back a tone of the same level and length', () => {
    const encoder = new OpusEncoder();
    const decoder = new OpusDecoder();
    const decoded = Array.from({ length: 20 }, (_, i) => decoder.decode(encoder.encode(tone(i))));
    expect(decoded.every((pcm) => pcm.length === 960)).toBe(true);
    expect(energy(decoded[19] as Int16Array)).toBeGreaterThan(5000);
    expect(energy(decoded[19] as Int16Array)).toBeLessThan(6300);
  });

  it('gives back a voice closely, and as it was, two and a half milliseconds later', () => {
    const { pcm } = readWav(readFileSync(VOICE));
    const voice = new Resampler(16_000, 48_000).push(pcm);
    const encoder = new OpusEncoder();
    const decoder = new OpusDecoder();
    expect(encoder.lookaheadSamples).toBe(120);
    const frames = Array.from({ length: Math.floor(voice.length / 960) }, (_, index) =>
      voice.slice(index * 960, (index + 1) * 960),
    );
    const decoded = frames.flatMap((frame) => [...decoder.decode(encoder.encode(frame))]);
    let [signal, added] = [0, 0];
    for (let at = 0; at < decoded.length - 120; at++) {
      const given = voice[at] ?? 0;
      signal += given ** 2;
      added += (given - (decoded[at + 120] ?? 0)) ** 2;
    }
    // Without the part that models speech: with it 7 dB.
    expect(10 * Math.log10(signal / added)).toBeGreaterThan(20);
  });

  it('decodes straight to the rate that recognizers take', () => {
    const encoder = new OpusEncoder();
    const decoder = new OpusDecoder(16_000);
    const decoded = Array.from({ length: 20 }, (_, i) => decoder.decode(encoder.encode(tone(i))));
    expect(decoded.every((pcm) => pcm.length === 320)).toBe(true);
    expect(energy(decoded[19] as Int16Array)).toBeGreaterThan(5000);
  });

  it('leaves earlier results alone when the codec goes on', () => {
    const encoder = new OpusEncoder();
    const decoder = new OpusDecoder();
    const packet = encoder.encode(tone(0));
    const packetCopy = packet.slice();
    const pcm = decoder.decode(packet);
    const pcmCopy = pcm.slice();
    decoder.decode(encoder.encode(tone(1)));
    expect(packet).toEqual(packetCopy);
    expect(pcm).toEqual(pcmCopy);
  });

  it('names the audio when a packet is not Opus, and goes on', () => {
    const decoder = new OpusDecoder();
    for (const bad of [new Uint8Array(0), new Uint8Array([255, 255, 255, 1])]) {
      expect(() => decoder.decode(bad)).toThrow(InvalidInputError);
    }
    expect(decoder.decode(new OpusEncoder().encode(tone(0)))).toHaveLength(960);
  });

  it('refuses a frame that is not 20 ms long', () => {
    expect(() => new OpusEncoder().encode(new Int16Array(100))).toThrow('960 samples');
  });

  it('reads the duration of what it encodes from the packet', () => {
    expect(opusPacketTicks(new OpusEncoder().encode(tone(0)))).toBe(960);
  });

  it.each([
    ['SILK, 60 ms', [0b00011_000], 2880],
    ['hybrid, 10 ms, two frames', [0b01100_001], 960],
    ['CELT, 2.5 ms', [0b10000_000], 120],
    ['CELT, 20 ms, three frames', [0b11111_011, 3], 2880],
    ['nothing', [], 480],
  ])('reads the duration of %s', (_name, bytes, ticks) => {
    expect(opusPacketTicks(Uint8Array.from(bytes))).toBe(ticks);
  });
});
