import { OpusDecoder } from '@vox/audio';
import { Clock } from '@vox/voice-core';

import { Downlink } from './downlink';
import { parseRtp, type RtpPacket } from './rtp-packet';

class ManualClock extends Clock {
  atMs = 1000;
  override nowMs() {
    return this.atMs;
  }
  override wallMs() {
    return this.atMs;
  }
  override sleepUntil() {
    return Promise.resolve();
  }
}

describe('Downlink', () => {
  const frame = { pcm: new Int16Array(960).fill(3000), sampleRateHz: 48_000 as const };
  let clock: ManualClock;
  let sent: RtpPacket[];
  let downlink: Downlink;

  beforeEach(() => {
    clock = new ManualClock();
    sent = [];
    downlink = new Downlink({ payloadType: 100, ssrc: 7 }, clock, (bytes) => {
      const packet = parseRtp(bytes);
      if (packet !== undefined) sent.push(packet);
    });
  });

  function writeAt(...instantsMs: number[]) {
    for (const atMs of instantsMs) {
      clock.atMs = atMs;
      downlink.write(frame);
    }
  }

  const stepsOf = (key: 'sequence' | 'timestamp') =>
    sent.slice(1).map((packet, index) => packet[key] - (sent[index]?.[key] ?? 0));

  it('numbers packets one by one and spaces them 20 ms, whatever the timer does', () => {
    writeAt(1000, 1023, 1039, 1065);
    expect(stepsOf('sequence')).toEqual([1, 1, 1]);
    expect(stepsOf('timestamp')).toEqual([960, 960, 960]);
    expect(sent.map((packet) => packet.marker)).toEqual([true, false, false, false]);
  });

  it('follows the wall clock across a pause and marks the new spurt', () => {
    writeAt(1000, 1020, 3020);
    expect(stepsOf('timestamp')).toEqual([960, 2000 * 48]);
    expect(stepsOf('sequence')).toEqual([1, 1]);
    expect(sent.map((packet) => packet.marker)).toEqual([true, false, true]);
  });

  it('goes on evenly when playout catches up', () => {
    writeAt(1000, 1055, 1056, 1060);
    expect(stepsOf('timestamp')).toEqual([960, 960, 960]);
  });

  it('carries Opus with the stream its receiver knows', () => {
    writeAt(1000);
    expect(sent[0]).toMatchObject({ payloadType: 100, ssrc: 7 });
    expect(new OpusDecoder().decode((sent[0] as RtpPacket).payload)).toHaveLength(960);
  });
});
