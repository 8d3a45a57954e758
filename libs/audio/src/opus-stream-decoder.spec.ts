import type { SampleRateHz } from '@vox/voice-core';

import { rms } from './level';
import { OpusEncoder } from './opus';
import {
  type OpusPacket,
  OpusStreamDecoder,
  type OpusStreamItem,
  type OpusStreamOptions,
} from './opus-stream-decoder';

const END = Uint8Array.of(0xf8, 0xff, 0xfe);
const UNREADABLE = Uint8Array.of(255, 255, 255, 1);

/** 20 ms packets of one loud tone. */
function microphone() {
  const encoder = new OpusEncoder();
  return (index: number, changes: Partial<OpusPacket> = {}): OpusPacket => {
    const pcm = Int16Array.from({ length: 960 }, (_, i) =>
      Math.round(8000 * Math.sin(((index * 960 + i) * Math.PI) / 50)),
    );
    const payload = encoder.encode(pcm);
    return { sequence: index & 0xffff, timestamp: index * 960, ssrc: 1, payload, ...changes };
  };
}

/** `a` a loud frame, `c` a concealed one, `[60]` a gap of 60 ms, `.` the end. */
function shape(items: readonly OpusStreamItem[]): string {
  return items
    .map((item) => {
      if (item.type === 'end') return '.';
      if (item.type === 'gap') return `[${item.durationMs}]`;
      return item.frames.map(() => (item.isConcealment ? 'c' : 'a')).join('');
    })
    .join('');
}

function concealedLevels(items: readonly OpusStreamItem[]): number[] {
  return items.flatMap((item) =>
    item.type === 'audio' && item.isConcealment ? item.frames.map(({ pcm }) => rms(pcm)) : [],
  );
}

describe('OpusStreamDecoder', () => {
  let packet: ReturnType<typeof microphone>;

  beforeEach(() => {
    packet = microphone();
  });

  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => from + index);

  const decoderWith = (options: Partial<OpusStreamOptions> = {}) =>
    new OpusStreamDecoder({ sampleRateHz: 16_000, ...options });

  function take(decoder: OpusStreamDecoder, next: OpusPacket, atMs: number): OpusStreamItem[] {
    decoder.push(next, atMs);
    return decoder.pull(atMs);
  }

  /** Packets in real time; those in `lost` never come. */
  function play(
    decoder: OpusStreamDecoder,
    indexes: readonly number[],
    lost: readonly number[] = [],
  ): OpusStreamItem[] {
    return indexes.flatMap((index) => {
      const next = packet(index);
      if (!lost.includes(index)) decoder.push(next, index * 20);
      return decoder.pull(index * 20);
    });
  }

  it.each<[SampleRateHz, number]>([
    [16_000, 320],
    [24_000, 480],
    [48_000, 960],
  ])('makes one frame at %i Hz of each packet, at once', (sampleRateHz, samples) => {
    const items = play(decoderWith({ sampleRateHz }), range(0, 10));
    expect(shape(items)).toBe('aaaaaaaaaa');
    const frames = items.flatMap((item) => (item.type === 'audio' ? item.frames : []));
    expect(frames.every((frame) => frame.sampleRateHz === sampleRateHz)).toBe(true);
    expect(frames.every((frame) => frame.pcm.length === samples)).toBe(true);
    expect(frames.slice(1).every((frame) => rms(frame.pcm) > 0.12)).toBe(true);
  });

  it('puts reordered packets in order', () => {
    const decoder = decoderWith();
    const items = [0, 1, 3, 2, 4].map((index, at) => shape(take(decoder, packet(index), at * 20)));
    expect(items).toEqual(['a', 'a', '', 'aa', 'a']);
  });

  it('conceals lost packets with ever quieter repetitions', () => {
    const items = play(decoderWith(), range(0, 16), [8, 9]);
    expect(shape(items)).toBe('aaaaaaaaccaaaaaa');
    const levels = concealedLevels(items);
    expect(levels[0]).toBeGreaterThan(2 * 0.02);
    expect(levels[1]).toBeLessThan((levels[0] as number) * 0.7);
  });

  it('conceals also after the frames went to another thread, which leaves nothing of them here', () => {
    const decoder = decoderWith();
    for (const item of play(decoder, range(0, 8))) {
      for (const { pcm } of item.type === 'audio' ? item.frames : []) {
        structuredClone(pcm, { transfer: [pcm.buffer as ArrayBuffer] });
      }
    }
    const [level] = concealedLevels(play(decoder, range(8, 13), [8]));
    expect(level).toBeGreaterThan(2 * 0.02);
  });

  it('gives a loss that is longer than it may conceal as a gap', () => {
    const lost = range(8, 14);
    expect(shape(play(decoderWith({ maxConcealedMs: 100 }), range(0, 20), lost))).toBe(
      'aaaaaaaa[120]aaaaaa',
    );
    packet = microphone();
    expect(shape(play(decoderWith({ maxConcealedMs: 120 }), range(0, 20), lost))).toBe(
      'aaaaaaaaccccccaaaaaa',
    );
  });

  it('gives a pause of the sender as a gap', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 5));
    expect(shape(take(decoder, packet(5, { timestamp: 30 * 960 }), 600))).toBe('[500]a');
  });

  it('conceals a packet that is no Opus, as one that lasted 20 ms', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 5));
    expect(shape(take(decoder, packet(5, { payload: UNREADABLE }), 100))).toBe('c');
  });

  it('has nothing to imitate before speech', () => {
    expect(shape(take(decoderWith(), packet(0, { payload: UNREADABLE }), 0))).toBe('[20]');
  });

  it('gives nothing for a packet without payload', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 5));
    expect(take(decoder, packet(5, { payload: new Uint8Array() }), 100)).toEqual([]);
  });

  it('ends speech once at the packet that says so, and has nothing to imitate after it', () => {
    const decoder = decoderWith({ endPacket: END });
    play(decoder, range(0, 5));
    const items = range(5, 10).flatMap((index) =>
      take(decoder, packet(index, { payload: END }), index * 20),
    );
    expect(shape(items)).toBe('.');
    expect(shape(take(decoder, packet(10, { payload: UNREADABLE }), 200))).toBe('[20]');
  });

  it('takes the end packet of one sender for sound where none was agreed on', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 5));
    expect(shape(take(decoder, packet(5, { payload: END }), 100))).toBe('a');
  });

  it('gives the rest of the last frame before the end', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 2));
    // Half a frame: the TOC of CELT, 10 ms, and a silent payload.
    expect(shape(take(decoder, packet(2, { payload: Uint8Array.of(0xf0, 0xff, 0xfe) }), 40))).toBe(
      '',
    );
    expect(shape(decoder.end())).toBe('a.');
    expect(decoder.end()).toEqual([]);
  });

  it('decodes nothing of what is skipped, and goes on behind it', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 5));
    decoder.push(packet(5), 100);
    decoder.skip(100);
    expect(shape(take(decoder, packet(6), 120))).toBe('a');
  });

  it('counts what never came and what came too late', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 12), [5]);
    decoder.push(packet(5), 240);
    expect(decoder.stats).toMatchObject({ received: 12, lost: 1, late: 1 });
  });

  it('goes on with a new SSRC at once', () => {
    const decoder = decoderWith();
    play(decoder, range(0, 10));
    const items = range(0, 3).flatMap((index) => {
      const place = { ssrc: 2, sequence: 40_000 + index, timestamp: 7 + index * 960 };
      return take(decoder, packet(10 + index, place), 200 + index * 20);
    });
    expect(shape(items)).toBe('aaa');
  });

  it('bears bytes of any kind', () => {
    const decoder = decoderWith({ endPacket: END });
    const random = (index: number) =>
      Uint8Array.from({ length: index % 40 }, (_, i) => (index * 31 + i * 17) & 0xff);
    expect(() =>
      range(0, 500).forEach((index) =>
        take(decoder, packet(index, { payload: random(index) }), index),
      ),
    ).not.toThrow();
  });
});
