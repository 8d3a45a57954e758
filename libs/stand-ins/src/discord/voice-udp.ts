import { type Datagram, DatagramSocket } from './datagram-socket';
import { type RtpPacket, unpackRtp } from './rtp';
import type { Remote, VoiceClient } from './voice-client';

const DISCOVERY_BYTES = 74;
const DISCOVERY_REQUEST = 1;
const DISCOVERY_RESPONSE = 2;
const KEEP_ALIVE_BYTES = 8;

export type UdpHandlers = {
  find(ssrc: number): VoiceClient | undefined;
  onAudio(client: VoiceClient, packet: RtpPacket, arrivedAtMs: number): void;
};

/** The voice server's packets. @see Discord's Voice Connections, "IP Discovery" */
export class VoiceUdp {
  readonly #socket = new DatagramSocket((datagram) => {
    if (!this.isOut && !this.#isClosed) this.#take(datagram);
  });
  readonly #handlers: UdpHandlers;
  /** Takes nothing and sends nothing. */
  isOut = false;
  #isClosed = false;

  constructor(handlers: UdpHandlers) {
    this.#handlers = handlers;
  }

  get port(): number {
    return this.#socket.port;
  }

  listen(): Promise<void> {
    return this.#socket.listen();
  }

  send(data: Buffer, port: number, address: string): void {
    if (!this.isOut && !this.#isClosed) this.#socket.send(data, port, address);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#socket.close();
  }

  #take(datagram: Datagram): void {
    const { data, port, address, arrivedAtMs } = datagram;
    if (data.length === KEEP_ALIVE_BYTES) return this.send(data, port, address);
    if (data.length === DISCOVERY_BYTES && data.readUInt16BE(0) === DISCOVERY_REQUEST) {
      return this.#discover(data.readUInt32BE(4), { port, address });
    }
    if (data.length < 12) return;
    const client = this.#handlers.find(data.readUInt32BE(8));
    if (client?.mode === undefined) return;
    try {
      this.#handlers.onAudio(client, unpackRtp(client.mode, client.key, data), arrivedAtMs);
    } catch {
      client.recording.brokenPackets += 1;
    }
  }

  #discover(ssrc: number, remote: Remote): void {
    const client = this.#handlers.find(ssrc);
    if (client === undefined) return;
    client.remote = remote;
    const answer = Buffer.alloc(DISCOVERY_BYTES);
    answer.writeUInt16BE(DISCOVERY_RESPONSE, 0);
    answer.writeUInt16BE(DISCOVERY_BYTES - 4, 2);
    answer.writeUInt32BE(ssrc, 4);
    answer.write(remote.address, 8);
    answer.writeUInt16BE(remote.port, DISCOVERY_BYTES - 2);
    this.send(answer, remote.port, remote.address);
  }
}
