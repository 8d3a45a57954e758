import { EventEmitter } from 'node:events';

import { OpusEncoder, rms } from '@vox/audio';
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

  it('hands on silence in real time while no packets come', async () => {
    const startedAtMs = performance.now();
    let frames = 0;
    for await (const input of uplink) {
      expect(input.type === 'audio' && rms(input.frame.pcm)).toBe(0);
      if (++frames === 10) break;
    }
    expect(performance.now() - startedAtMs).toBeGreaterThan(180);
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
