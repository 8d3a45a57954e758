/**
 * A WebRTC transport of a client that is no browser: ICE, DTLS and SRTP by werift, put together one by one as in ORTC,
 * because signalling tells of transports and has no SDP.
 */
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtpHeader,
} from 'werift';

/** The profile of RFC 7714 that browsers offer first, and the cheapest here. */
const AEAD_AES_128_GCM = 0x0007;

const HOST = '127.0.0.1';

/**
 * @typedef {object} Remote a transport of the server, as mediasoup describes it
 * @property {{ usernameFragment: string, password: string }} ice_parameters
 * @property {{ protocol: string, foundation: string, priority: number, ip: string, port: number, type: string }[]} ice_candidates
 * @property {{ fingerprints: { algorithm: string, value: string }[] }} dtls_parameters
 */

/** @param {Remote['ice_candidates']} candidates the one that we use: what is measured stays on this machine */
function candidateOn(candidates) {
  const found = candidates.find(({ protocol, ip }) => protocol === 'udp' && ip === HOST);
  if (found === undefined) throw new Error(`the server offers no UDP candidate on ${HOST}`);
  const { foundation, priority, ip, port, protocol, type } = found;
  return new IceCandidate(1, foundation, ip, port, priority, protocol, type);
}

/** One transport, for one direction. Whoever opens it closes it. */
export class Transport {
  #ice;
  #dtls;

  /** @param {Remote} remote */
  static async open(remote) {
    const certificate = await RTCDtlsTransport.SetupCertificate();
    const gatherer = new RTCIceGatherer({
      useIpv6: false,
      useTcp: false,
      additionalHostAddresses: [HOST],
      interfaceAddresses: { udp4: HOST },
    });
    const ice = new RTCIceTransport(gatherer);
    // The server is ICE-lite, and leaves checks to who controls.
    ice.connection.iceControlling = true;
    await gatherer.gather();
    const { usernameFragment, password } = remote.ice_parameters;
    ice.setRemoteParams(new RTCIceParameters({ iceLite: true, usernameFragment, password }));
    const dtls = new RTCDtlsTransport({}, ice, certificate, [AEAD_AES_128_GCM]);
    dtls.role = 'client';
    const fingerprints = remote.dtls_parameters.fingerprints.map(
      ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
    );
    dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, 'server'));
    await ice.addRemoteCandidate(candidateOn(remote.ice_candidates));
    await ice.addRemoteCandidate(undefined);
    return new Transport(ice, dtls);
  }

  constructor(ice, dtls) {
    this.#ice = ice;
    this.#dtls = dtls;
  }

  /** What the server needs before `connect`. */
  get dtlsParameters() {
    const { fingerprints } = this.#dtls.localParameters;
    return {
      role: 'client',
      fingerprints: fingerprints.map(({ algorithm, value }) => ({ algorithm, value })),
    };
  }

  async connect() {
    await this.#ice.start();
    await this.#dtls.start();
  }

  /** @param {(payload: Buffer) => void} listener gets the payload of each packet that comes */
  onPacket(listener) {
    this.#dtls.onRtp.subscribe(({ payload }) => listener(payload));
  }

  /** @param {{ payloadType: number, ssrc: number, sequenceNumber: number, timestamp: number, marker: boolean }} header */
  send(header, payload) {
    void this.#dtls.sendRtp(payload, new RtpHeader(header));
  }

  async close() {
    await this.#dtls.stop();
    await this.#ice.stop();
  }
}
