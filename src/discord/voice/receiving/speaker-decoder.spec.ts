import { OpusEncoder, type OpusPacket, rms } from '@vox/audio';

import { type DecodedAudio, SpeakerDecoder } from './speaker-decoder';

const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

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

/** Two 20 ms CELT/SILK frames of one stream in one packet (RFC 6716 §3.2.5, code 3, variable sizes). */
function joined(packets: readonly Uint8Array[]): Uint8Array {
  const frames = packets.map((packet) => packet.subarray(1));
  const toc = ((packets[0]?.[0] ?? 0) & 0xfc) | 3;
  const sizes = frames.slice(0, -1).flatMap(({ length }) => {
    return length < 252 ? [length] : [252 + (length & 3), (length - 252 - (length & 3)) / 4];
  });
  return Uint8Array.from([
    toc,
    0x80 | frames.length,
    ...sizes,
    ...frames.flatMap((frame) => [...frame]),
  ]);
}

/** `a` a loud frame, `c` a quieter one, `_` a silent one, `.` the end. */
function shape(audio: readonly DecodedAudio[]): string {
  return audio
    .map((item) => {
      if (item.type === 'silence') return '.';
      const level = rms(item.frame.pcm);
      return level > 0.12 ? 'a' : level > 0.01 ? 'c' : '_';
    })
    .join('');
}

describe('SpeakerDecoder', () => {
  let decoder: SpeakerDecoder;
  let packet: ReturnType<typeof microphone>;

  beforeEach(() => {
    decoder = new SpeakerDecoder(0);
    packet = microphone();
  });

  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => from + index);

  /** Packets in real time; those in `lost` never come. */
  function play(indexes: readonly number[], lost: readonly number[] = []): DecodedAudio[] {
    return indexes.flatMap((index) => {
      const next = packet(index);
      const heard = lost.includes(index) ? [] : decoder.push(next, index * 20);
      return [...heard, ...decoder.tick(index * 20)];
    });
  }

  it('makes one 16 kHz frame of each packet, at once', () => {
    const heard = play(range(0, 10));
    expect(heard).toHaveLength(10);
    expect(shape(heard.slice(1))).toBe('aaaaaaaaa');
    expect(heard[0]).toMatchObject({ frame: { sampleRateHz: 16_000, pcm: { length: 320 } } });
  });

  it('conceals lost packets with quieter repetitions and keeps the time', () => {
    expect(shape(play(range(0, 16), [8, 9])).slice(1)).toBe('aaaaaaaccaaaaaa');
  });

  it('says silence once at the first of the five silence packets', () => {
    play(range(0, 5));
    const heard = range(5, 10).flatMap((index) =>
      decoder.push(packet(index, { payload: SILENCE }), index * 20),
    );
    expect(shape(heard)).toBe('.');
    expect(shape(range(10, 100).flatMap((index) => decoder.tick(index * 20)))).toBe('');
  });

  it('says silence after 200 ms without packets, and not in shorter jitter', () => {
    play(range(0, 10));
    expect(shape(range(10, 19).flatMap((index) => decoder.tick(index * 20)))).toBe('');
    expect(shape(decoder.tick(380))).toBe('.');
  });

  it('goes on after a silence without filling it', () => {
    play([...range(0, 5)]);
    decoder.push(packet(5, { payload: SILENCE }), 100);
    const resumed = decoder.push(packet(6, { timestamp: 60 * 960 }), 1200);
    expect(shape(resumed)).toMatch(/^[ac]$/);
  });

  it('puts reordered packets in order', () => {
    const heard = [0, 1, 3, 2, 4].flatMap((index, at) => decoder.push(packet(index), at * 20));
    expect(heard).toHaveLength(5);
  });

  it('takes packets of 40 and 60 ms', () => {
    const long = [
      joined([0, 1].map((i) => packet(i).payload)),
      joined([2, 3, 4].map((i) => packet(i).payload)),
    ];
    const heard = [
      ...decoder.push(packet(0, { payload: long[0] as Uint8Array, timestamp: 0 }), 0),
      ...decoder.push(packet(1, { payload: long[1] as Uint8Array, timestamp: 1920 }), 40),
    ];
    expect(shape(heard).slice(1)).toBe('aaaa');
  });

  it('conceals a packet that is no Opus and loses nothing else', () => {
    play(range(0, 5));
    const bad = decoder.push(packet(5, { payload: Uint8Array.of(255, 255, 255, 1) }), 100);
    expect(shape(bad)).toBe('c');
    expect(shape(play(range(6, 8)))).toMatch(/^[ac]{2}$/);
  });

  it('bears bytes of any kind before anybody spoke', () => {
    const random = (index: number) =>
      Uint8Array.from({ length: index % 40 }, (_, i) => (index * 31 + i * 17) & 0xff);
    expect(() =>
      range(0, 500).forEach((index) =>
        decoder.push(packet(index, { payload: random(index) }), index),
      ),
    ).not.toThrow();
  });

  it('goes on with a new SSRC at once', () => {
    play(range(0, 10));
    const heard = range(0, 3).flatMap((index) =>
      decoder.push(
        packet(10 + index, { ssrc: 2, sequence: 40_000 + index, timestamp: 7 + index * 960 }),
        200 + index * 20,
      ),
    );
    expect(shape(heard)).toBe('aaa');
  });
});
