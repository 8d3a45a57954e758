import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

import { unpackRtp } from './rtp';
import type { VoiceClient } from './voice-client';

const DISCOVERY_BYTES = 74;
const DISCOVERY_REQUEST = 1;
const DISCOVERY_RESPONSE = 2;
const KEEP_ALIVE_BYTES = 8;

export type UdpHandlers = {
  find(ssrc: number): VoiceClient | undefined;
  onAudio(client: VoiceClient, packet: ReturnType<typeof unpackRtp>): void;
};

/** The voice server's packets. @see Discord's Voice Connections, "IP Discovery" */
export class VoiceUdp {
  readonly #socket: Socket = createSocket('udp4');
  readonly #handlers: UdpHandlers;
  /** Takes nothing and sends nothing. */
  isDark = false;
  #isClosed = false;

  constructor(handlers: UdpHandlers) {
    this.#handlers = handlers;
    this.#socket.on('message', (message, remote) => {
      if (!this.isDark) this.#take(message, remote);
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async listen(): Promise<void> {
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
  }

  send(data: Buffer, port: number, address: string): void {
    if (!this.isDark && !this.#isClosed) this.#socket.send(data, port, address);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
  }

  #take(message: Buffer, remote: RemoteInfo): void {
    if (message.length === KEEP_ALIVE_BYTES) return this.send(message, remote.port, remote.address);
    if (message.length === DISCOVERY_BYTES && message.readUInt16BE(0) === DISCOVERY_REQUEST) {
      return this.#discover(message.readUInt32BE(4), remote);
    }
    if (message.length < 12) return;
    const client = this.#handlers.find(message.readUInt32BE(8));
    if (client?.mode === undefined) return;
    try {
      this.#handlers.onAudio(client, unpackRtp(client.mode, client.key, message));
    } catch {
      client.recording.brokenPackets += 1;
    }
  }

  #discover(ssrc: number, remote: RemoteInfo): void {
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
