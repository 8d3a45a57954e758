import { EventEmitter } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

import { OpusEncoder, rms } from '@vox/audio';
import { VirtualClock } from '@vox/testing';
import { SystemClock } from '@vox/voice-core';
import type { types } from 'mediasoup';

import { writeRtp } from './rtp-packet';
import { Uplink } from './uplink';

/** As much of a mediasoup consumer as the uplink uses. */
class FakeConsumer extends EventEmitter {
  closed = false;
  close() {
    this.closed = true;
  }
}

function packet(sequence: number): Buffer {
  const pcm = new Int16Array(960).map((_, i) => 9000 * Math.sin(i / 10));
  const payload = new OpusEncoder().encode(pcm);
  return writeRtp({
    payloadType: 111,
    sequence,
    timestamp: sequence * 960,
    ssrc: 1,
    marker: false,
    payload,
  });
}

describe('Uplink', () => {
  let uplink: Uplink;
  let consumer: FakeConsumer;

  beforeEach(() => {
    uplink = new Uplink(new SystemClock());
    consumer = new FakeConsumer();
    uplink.listenTo(consumer as unknown as types.Consumer);
  });

  afterEach(() => uplink.close());

  it('keeps typed words until it is read, but neither sound nor silence from before', async () => {
    consumer.emit('rtp', packet(0));
    uplink.push({ type: 'text', text: 'hello' });
    const inputs = uplink[Symbol.asyncIterator]();
    expect((await inputs.next()).value).toEqual({ type: 'text', text: 'hello' });
    const next = inputs.next();
    consumer.emit('rtp', packet(1));
    expect((await next).value).toMatchObject({ type: 'audio', frame: { sampleRateHz: 48_000 } });
  });

  it('hands on as much silence as time passes while no packets come', async () => {
    const clock = new VirtualClock();
    const quiet = new Uplink(clock);
    let frames = 0;
    const reading = (async () => {
      for await (const input of quiet) {
        expect(input.type === 'audio' && rms(input.frame.pcm)).toBe(0);
        frames++;
      }
    })();
    for (const expected of [10, 15]) {
      await clock.advance(expected * 20 - clock.nowMs());
      while (frames < expected) await setImmediate();
    }
    // Its timer ticks on in real time, and finds nothing due.
    await sleep(50);
    expect(frames).toBe(15);
    quiet.close();
    await reading;
  });

  it('gives the microphone before up for the new one', () => {
    uplink.listenTo(new FakeConsumer() as unknown as types.Consumer);
    expect(consumer.closed).toBe(true);
  });

  it('ends its reader when it is closed, also when that comes first', async () => {
    uplink.close();
    uplink.close();
    expect(await uplink[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
    expect(consumer.closed).toBe(true);
  });
});
