import {
  JitterBuffer,
  jitterBufferDefaults,
  type JitterItem,
  type JitterPacket,
} from './jitter-buffer';

const TICKS = 960;

function packet(index: number, changes: Partial<JitterPacket<number>> = {}): JitterPacket<number> {
  return {
    sequence: index & 0xffff,
    timestamp: (index * TICKS) >>> 0,
    durationTicks: TICKS,
    ssrc: 1,
    payload: index,
    ...changes,
  };
}

/** Packets as their payload, gaps as `-ms`. */
function summary(items: JitterItem<number>[]): number[] {
  return items.map((item) => (item.type === 'packet' ? item.packet.payload : -item.durationMs));
}

/** Feeds `[index, atMs]` pairs, pulls after each, and once more at `endMs`. */
function play(buffer: JitterBuffer<number>, arrivals: [number, number][], endMs: number): number[] {
  const heard = arrivals.flatMap(([index, atMs]) => {
    buffer.push(packet(index), atMs);
    return summary(buffer.pull(atMs));
  });
  return [...heard, ...summary(buffer.pull(endMs))];
}

describe('JitterBuffer', () => {
  let buffer: JitterBuffer<number>;

  beforeEach(() => (buffer = new JitterBuffer<number>(48_000)));

  it('releases packets in order at once', () => {
    expect(
      play(
        buffer,
        [
          [7, 0],
          [8, 20],
          [9, 40],
        ],
        40,
      ),
    ).toEqual([7, 8, 9]);
  });

  it('puts swapped packets in order', () => {
    expect(
      play(
        buffer,
        [
          [1, 0],
          [3, 20],
          [2, 25],
          [4, 40],
        ],
        40,
      ),
    ).toEqual([1, 2, 3, 4]);
    expect(buffer.stats).toMatchObject({ lost: 0, late: 0, duplicate: 0 });
  });

  it('waits for a hole no longer than its wait, then names what is missing', () => {
    buffer.push(packet(1), 0);
    buffer.push(packet(4), 60);
    expect(summary(buffer.pull(99))).toEqual([1]);
    expect(summary(buffer.pull(100))).toEqual([-40, 4]);
    expect(buffer.stats.lost).toBe(2);
  });

  it('drops a packet that comes after it was given up on, and waits longer from then on', () => {
    expect(
      play(
        buffer,
        [
          [1, 0],
          [3, 40],
          [4, 80],
          [2, 90],
          [5, 100],
        ],
        100,
      ),
    ).toEqual([1, -20, 3, 4, 5]);
    expect(buffer.stats).toMatchObject({ lost: 1, late: 1 });
    expect(buffer.waitMs).toBeGreaterThan(jitterBufferDefaults.waitMs);
    expect(buffer.waitMs).toBeLessThanOrEqual(jitterBufferDefaults.maxWaitMs);
  });

  it('shrinks its wait on a calm network, to one packet at least', () => {
    for (let i = 0; i < 3000; i++) play(buffer, [[i, i * 20]], i * 20);
    expect(buffer.waitMs).toBe(jitterBufferDefaults.minWaitMs);
  });

  it('plays a duplicate once', () => {
    expect(
      play(
        buffer,
        [
          [1, 0],
          [1, 1],
          [3, 20],
          [3, 21],
          [2, 22],
        ],
        30,
      ),
    ).toEqual([1, 2, 3]);
    expect(buffer.stats.duplicate).toBe(2);
  });

  it('goes on when sequence and timestamp wrap', () => {
    const wrapping = (index: number) =>
      packet(index, {
        sequence: (0xfffe + index) & 0xffff,
        timestamp: (0xffff_fc40 + index * TICKS) >>> 0,
      });
    const heard = [0, 1, 3, 2, 4].flatMap((index) => {
      buffer.push(wrapping(index), index * 20);
      return summary(buffer.pull(index * 20));
    });
    expect(heard).toEqual([0, 1, 2, 3, 4]);
    buffer.push(wrapping(6), 120);
    expect(summary(buffer.pull(200))).toEqual([-20, 6]);
  });

  it('tells a silent sender from loss', () => {
    buffer.push(packet(1), 0);
    buffer.push(packet(2, { timestamp: 12 * TICKS }), 220);
    expect(buffer.pull(220)).toMatchObject([
      { type: 'packet' },
      { type: 'missing', durationMs: 200, isLost: false },
      { type: 'packet' },
    ]);
  });

  it('starts anew at a long gap without asking for it to be filled', () => {
    expect(
      play(
        buffer,
        [
          [1, 0],
          [101, 2000],
        ],
        2100,
      ),
    ).toEqual([1, 101]);
  });

  it('starts anew when the SSRC changes', () => {
    play(buffer, [[1, 0]], 0);
    buffer.push(packet(500, { ssrc: 2, sequence: 40_000 }), 20);
    expect(summary(buffer.pull(20))).toEqual([500]);
    expect(buffer.stats.restarts).toBe(1);
  });

  it('gives what was held behind a hole before a new SSRC', () => {
    play(buffer, [[1, 0]], 0);
    for (const index of [3, 4]) buffer.push(packet(index), index);
    buffer.push(packet(500, { ssrc: 2, sequence: 40_000 }), 20);
    expect(summary(buffer.pull(20))).toEqual([-20, 3, 4, 500]);
    expect(buffer.stats.lost).toBe(1);
  });

  it('keeps a bounded number of packets when SSRCs change and nobody pulls', () => {
    for (let i = 0; i < 5000; i++) buffer.push(packet(i, { ssrc: i }), i);
    expect(buffer.pull(5000).length).toBeLessThanOrEqual(501);
  });

  it('starts anew when two packets in a row come from far away, and ignores a stray one', () => {
    play(buffer, [[1, 0]], 0);
    buffer.push(packet(9, { sequence: 20_000 }), 20);
    expect(play(buffer, [[2, 25]], 25)).toEqual([2]);
    buffer.push(packet(30_000), 40);
    buffer.push(packet(30_001), 60);
    expect(summary(buffer.pull(60))).toEqual([30_000, 30_001]);
  });

  it('holds a bounded number of packets while a hole is open', () => {
    buffer.push(packet(0), 0);
    buffer.pull(0);
    for (let i = 2; i <= 1 + jitterBufferDefaults.maxPackets; i++) buffer.push(packet(i), 1);
    expect(summary(buffer.pull(1)).slice(0, 2)).toEqual([-20, 2]);
  });

  it('keeps at most a jump of packets when nobody pulls', () => {
    for (let i = 0; i < 100_000; i++) buffer.push(packet(i), i);
    expect(buffer.pull(100_000).length).toBeLessThanOrEqual(501);
  });
});
