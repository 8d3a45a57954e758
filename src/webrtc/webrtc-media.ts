import { randomInt } from 'node:crypto';

import type { Joined } from '@vox/protocol';
import { type Clock, InvalidInputError } from '@vox/voice-core';
import type { types } from 'mediasoup';

import { Downlink } from './downlink';
import { MediaFailedError } from './media.errors';
import type { MediaPlace } from './media-worker';
import { TransportWatch } from './transport-watch';
import { Uplink } from './uplink';

export type Direction = 'send' | 'recv';

/** What clients send for mediasoup to check in depth. */
type Opaque = Record<string, unknown>;

/** Ours to choose, as we are the only sender on the direct transport. */
const DOWNLINK_PAYLOAD_TYPE = 100;

/** mediasoup notices a browser that vanished after this long without an ICE consent check (RFC 7675: 5 s apart). */
const ICE_CONSENT_TIMEOUT_SECONDS = 20;

/** A client that joined and has not connected and asked for sound by then has gone astray. */
const READY_WITHIN_MS = 60_000;

type Parts = {
  readonly direct: types.DirectTransport;
  readonly voice: types.Producer;
  readonly transports: Readonly<Record<Direction, types.WebRtcTransport>>;
};

/**
 * One browser's media: two WebRTC transports, and the direct transport that joins them to this process.
 *
 * Owns the router and everything on it; `close` may be called again.
 */
export class WebRtcMedia {
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  readonly #place: MediaPlace;
  readonly #parts: Parts;
  readonly #watches: Readonly<Record<Direction, TransportWatch>>;
  readonly #events: { onReady: () => void; onFailed: (reason: string) => void };
  readonly #readyTimer: NodeJS.Timeout;
  #microphone: types.Producer | undefined;
  #speaker: types.Consumer | undefined;
  #isReady = false;

  /**
   * Sets everything up on `place`, which is taken over.
   *
   * `onReady` comes once, when the browser can hear; `onFailed` once at most, when it cannot any more.
   */
  static async open(
    place: MediaPlace,
    clock: Clock,
    events: { onReady: () => void; onFailed: (reason: string) => void },
  ): Promise<WebRtcMedia> {
    const { router, webRtcServer } = place;
    const createTransport = () =>
      router.createWebRtcTransport({
        webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        iceConsentTimeout: ICE_CONSENT_TIMEOUT_SECONDS,
      });
    try {
      const direct = await router.createDirectTransport();
      const voice = await direct.produce({ kind: 'audio', rtpParameters: downlinkParameters() });
      const transports = { send: await createTransport(), recv: await createTransport() };
      return new WebRtcMedia(place, { direct, voice, transports }, clock, events);
    } catch (error) {
      if (!router.closed) {
        router.close();
        throw error;
      }
      throw new MediaFailedError('The media worker ended.');
    }
  }

  private constructor(
    place: MediaPlace,
    parts: Parts,
    clock: Clock,
    events: { onReady: () => void; onFailed: (reason: string) => void },
  ) {
    this.#place = place;
    this.#parts = parts;
    this.#events = events;
    const { voice, transports } = parts;
    this.uplink = new Uplink(clock);
    this.downlink = new Downlink(streamOf(voice), clock, (packet) => {
      if (!voice.closed) voice.send(packet);
    });
    const fail = (direction: string) => (reason: string) =>
      events.onFailed(`${direction}: ${reason}`);
    this.#watches = {
      send: new TransportWatch(transports.send, fail('Microphone')),
      recv: new TransportWatch(transports.recv, fail('Speaker')),
    };
    transports.recv.observer.on('dtlsstatechange', () => this.#checkReady());
    place.router.once('workerclose', () => events.onFailed('the media worker ended'));
    this.#readyTimer = setTimeout(
      () => events.onFailed('the client did not connect'),
      READY_WITHIN_MS,
    );
  }

  /** The agent's voice on the router. */
  get voiceProducerId(): string {
    return this.#parts.voice.id;
  }

  /** What the client needs to build its side. */
  describe(): Pick<Joined, 'router_rtp_capabilities' | 'send_transport' | 'recv_transport'> {
    const { send, recv } = this.#parts.transports;
    return {
      router_rtp_capabilities: { ...this.#place.router.rtpCapabilities },
      send_transport: describeTransport(send),
      recv_transport: describeTransport(recv),
    };
  }

  /** @throws InvalidInputError, MediaFailedError */
  async connect(direction: Direction, dtlsParameters: Opaque): Promise<void> {
    const transport = this.#parts.transports[direction];
    await this.#check('data.dtls_parameters', () =>
      transport.connect({ dtlsParameters: dtlsParameters as unknown as types.DtlsParameters }),
    );
    this.#watches[direction].expectConnection();
  }

  /**
   * Takes the microphone; a second one replaces the first.
   * @throws InvalidInputError, MediaFailedError
   */
  async produce(rtpParameters: Opaque): Promise<string> {
    const { transports, direct } = this.#parts;
    return this.#check('data.rtp_parameters', async () => {
      const microphone = await transports.send.produce({
        kind: 'audio',
        rtpParameters: rtpParameters as unknown as types.RtpParameters,
      });
      this.#microphone?.close();
      this.#microphone = microphone;
      const { rtpCapabilities } = this.#place.router;
      const producerId = microphone.id;
      this.uplink.listenTo(await direct.consume({ producerId, rtpCapabilities }));
      return producerId;
    });
  }

  /**
   * The agent's voice for the client, paused until `resume`; a second call replaces the first.
   * @throws InvalidInputError, MediaFailedError
   */
  async consume(rtpCapabilities: Opaque): Promise<types.Consumer> {
    const { transports } = this.#parts;
    return this.#check('data.rtp_capabilities', async () => {
      const speaker = await transports.recv.consume({
        producerId: this.voiceProducerId,
        rtpCapabilities: rtpCapabilities,
        paused: true,
      });
      this.#speaker?.close();
      this.#speaker = speaker;
      return speaker;
    });
  }

  /** @throws InvalidInputError before `consume`, MediaFailedError */
  async resume(): Promise<void> {
    const speaker = this.#speaker;
    if (speaker === undefined)
      throw new InvalidInputError('method', "resume: 'consume' comes first");
    await this.#check('method', () => speaker.resume());
    this.#checkReady();
  }

  close(): void {
    clearTimeout(this.#readyTimer);
    for (const watch of Object.values(this.#watches)) watch.close();
    this.uplink.close();
    this.#place.router.close();
  }

  #checkReady(): void {
    const canHear = this.#speaker?.paused === false;
    if (this.#isReady || !canHear || !this.#watches.recv.isConnected) return;
    this.#isReady = true;
    clearTimeout(this.#readyTimer);
    this.#events.onReady();
  }

  /** mediasoup throws plain errors for parameters it does not like; a dead worker looks the same. */
  async #check<T>(field: string, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (this.#place.router.closed) throw new MediaFailedError('The media worker ended.');
      const reason = error instanceof Error ? error.message : String(error);
      throw new InvalidInputError(field, `${field}: ${reason}`);
    }
  }
}

function downlinkParameters(): types.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: DOWNLINK_PAYLOAD_TYPE,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1 },
      },
    ],
    encodings: [{ ssrc: randomInt(1, 2 ** 32) }],
  };
}

function streamOf(producer: types.Producer): { payloadType: number; ssrc: number } {
  return {
    payloadType: DOWNLINK_PAYLOAD_TYPE,
    ssrc: producer.rtpParameters.encodings?.[0]?.ssrc ?? 0,
  };
}

function describeTransport(transport: types.WebRtcTransport): Joined['send_transport'] {
  return {
    id: transport.id,
    ice_parameters: { ...transport.iceParameters },
    ice_candidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
    dtls_parameters: { ...transport.dtlsParameters },
  };
}
