import { OpusEncoder } from '@vox/audio';
import { VirtualClock } from '@vox/testing';

import { Speaking } from './speaking';
import { SpeechQueue } from './speech-queue';

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

describe('Speaking', () => {
  let clock: VirtualClock;
  let generation: Int32Array<SharedArrayBuffer>;
  let queue: SpeechQueue;
  let speaking: Speaking;
  let log: string[];
  let isOpen: boolean;

  beforeEach(() => {
    clock = new VirtualClock();
    generation = new Int32Array(new SharedArrayBuffer(4));
    queue = new SpeechQueue(generation);
    log = [];
    isOpen = true;
    const outlet = {
      get isOpen() {
        return isOpen;
      },
      send: (opus: Buffer) => void log.push(`${SILENCE.equals(opus) ? '_' : 'a'}${clock.nowMs()}`),
      rest: () => void log.push(`rest${clock.nowMs()}`),
    };
    speaking = new Speaking(queue, outlet, clock);
  });

  afterEach(() => jest.restoreAllMocks());

  function say(frames: number, ofGeneration = Atomics.load(generation, 0)): void {
    for (let index = 0; index < frames; index++) {
      queue.push({ pcm: new Int16Array(960).fill(1000), generation: ofGeneration });
      speaking.wake();
    }
  }

  it('sends a frame every 20 ms, five silence packets, and rests', async () => {
    say(3);
    await clock.advance(1000);
    expect(log).toEqual(['a0', 'a20', 'a40', '_60', '_80', '_100', '_120', '_140', 'rest160']);
    expect(clock.sleepers).toBe(0);
  });

  it('goes on in the same pace when more comes before it rests', async () => {
    say(1);
    await clock.advance(30);
    say(2);
    await clock.advance(40);
    expect(log).toEqual(['a0', '_20', 'a40', 'a60']);
  });

  it('starts again after a rest', async () => {
    say(1);
    await clock.advance(507);
    log = [];
    say(1);
    await clock.advance(20);
    expect(log).toEqual(['a507', '_527']);
  });

  it('says nothing of what was cleared, also of what comes later from before', async () => {
    say(10);
    await clock.advance(40);
    Atomics.add(generation, 0, 1);
    say(10, 0);
    await clock.advance(20);
    say(1);
    await clock.advance(20);
    expect(log).toEqual(['a0', 'a20', 'a40', '_60', 'a80']);
  });

  it('waits while the connection is away, and then says what was queued, at most two seconds of it', async () => {
    isOpen = false;
    say(500);
    await clock.advance(10_000);
    expect(log).toEqual([]);
    isOpen = true;
    await clock.advance(10_000);
    expect(log.filter((entry) => entry.startsWith('a'))).toHaveLength(100);
    expect(log.at(-1)).toMatch(/^rest/);
  });

  it('encodes a frame before its moment', async () => {
    const encode = jest.spyOn(OpusEncoder.prototype, 'encode');
    say(3);
    await clock.advance(19);
    expect(log).toEqual(['a0']);
    expect(encode).toHaveBeenCalledTimes(2);
    await clock.advance(1);
    expect(log).toEqual(['a0', 'a20']);
  });

  it('encodes each frame once, also while the connection is away', async () => {
    const encode = jest.spyOn(OpusEncoder.prototype, 'encode');
    isOpen = false;
    say(3);
    await clock.advance(1000);
    isOpen = true;
    await clock.advance(1000);
    expect(log).toHaveLength(9);
    expect(encode).toHaveBeenCalledTimes(3);
  });

  it('ends at once when it is closed', async () => {
    say(10);
    await clock.advance(20);
    speaking.close();
    await clock.advance(500);
    expect(log).toEqual(['a0', 'a20']);
    expect(clock.sleepers).toBe(0);
  });
});
