import { OpusDecoder, OpusEncoder, rms } from '@vox/audio';
import { type AudioFrame, SystemClock } from '@vox/voice-core';
import type { types } from 'mediasoup';

import { parseConfig } from '../../src/config';
import { MediaWorkers } from '../../src/webrtc/media-workers';
import type { MediaPlace } from '../../src/webrtc/media-worker';
import { parseRtp, writeRtp } from '../../src/webrtc/rtp-packet';
import { Uplink } from '../../src/webrtc/uplink';
import { WebRtcMedia } from '../../src/webrtc/webrtc-media';
import { freePort } from '../support/free-port';
import { until } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';

const PARAMETERS: types.RtpParameters = {
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc: 4711 }],
};

function tone(index: number): Int16Array {
  return Int16Array.from({ length: 960 }, (_, i) =>
    Math.round(9000 * Math.sin(((index * 960 + i) * 2 * Math.PI * 440) / 48_000)),
  );
}

describe('audio through a real media worker', () => {
  const clock = new SystemClock();
  let workers: MediaWorkers;
  let place: MediaPlace;

  beforeAll(async () => {
    workers = new MediaWorkers(parseConfig({ WEBRTC_PORT: String(await freePort()) }));
    await workers.onModuleInit();
  });

  beforeEach(async () => (place = await workers.place()));

  afterEach(() => place.router.close());

  beforeAll(() => silenceLogs());

  afterAll(() => workers.onApplicationShutdown());

  /** Sends `count` packets as fast as they are taken. */
  async function sendTo(producer: types.Producer, count: number): Promise<void> {
    const encoder = new OpusEncoder();
    for (let index = 0; index < count; index++) {
      const payload = encoder.encode(tone(index));
      const stream = { payloadType: 111, ssrc: 4711, marker: index === 0, payload };
      producer.send(writeRtp({ ...stream, sequence: index, timestamp: index * 960 }));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('brings a microphone to the loop as 48 kHz frames', async () => {
    const { router } = place;
    const browser = await router.createDirectTransport();
    const microphone = await browser.produce({ kind: 'audio', rtpParameters: PARAMETERS });
    const uplink = new Uplink(clock);
    uplink.listenTo(
      await browser.consume({ producerId: microphone.id, rtpCapabilities: router.rtpCapabilities }),
    );
    const sending = sendTo(microphone, 50);
    const loud: AudioFrame[] = [];
    for await (const input of uplink) {
      if (input.type === 'audio' && rms(input.frame.pcm) > 0.1) loud.push(input.frame);
      if (loud.length === 49) break;
    }
    uplink.close();
    await sending;
    expect(
      loud.every(({ sampleRateHz, pcm }) => sampleRateHz === 48_000 && pcm.length === 960),
    ).toBe(true);
  });

  it('brings the answer to a consumer as Opus, with the marker first', async () => {
    const { router } = place;
    const media = await WebRtcMedia.open(place, clock, {
      onReady: () => undefined,
      onFailed: () => undefined,
    });
    const producerId = media.voiceProducerId;
    const listener = await router.createDirectTransport();
    const speaker = await listener.consume({ producerId, rtpCapabilities: router.rtpCapabilities });
    const packets: Buffer[] = [];
    const received = new Promise<void>((resolve) =>
      speaker.on('rtp', (packet) => {
        packets.push(packet);
        if (packets.length === 20) resolve();
      }),
    );
    for (let index = 0; index < 20; index++) {
      media.downlink.write({ pcm: tone(index), sampleRateHz: 48_000 });
    }
    await received;
    media.close();
    const parsed = packets.map((packet) => parseRtp(packet));
    const decoder = new OpusDecoder();
    const levels = parsed.map((packet) => rms(decoder.decode(packet?.payload as Uint8Array)));
    expect(parsed[0]?.marker).toBe(true);
    expect(levels.slice(2).every((level) => level > 0.15)).toBe(true);
    expect(place.router.closed).toBe(true);
  });

  it('says once that media failed when its worker ends', async () => {
    const failures: string[] = [];
    const own = new MediaWorkers(parseConfig({ WEBRTC_PORT: String(await freePort()) }));
    await own.onModuleInit();
    const media = await WebRtcMedia.open(await own.place(), clock, {
      onReady: () => undefined,
      onFailed: (reason) => failures.push(reason),
    });
    process.kill(own.pids[0] as number, 'SIGKILL');
    await until(() => failures.length > 0);
    media.close();
    own.onApplicationShutdown();
    expect(failures).toEqual(['the media worker ended']);
  });
});
