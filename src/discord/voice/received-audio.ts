import {
  type DAVESession,
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { Clock } from '@vox/voice-core';
import { VoiceOpcodes } from 'discord-api-types/voice/v8';

import { DaveDecryption } from './dave-decryption';
import type { SpokenPacket } from './speaker-decoder';
import { SsrcDirectory } from './ssrc-directory';
import { openDatagram, ssrcOf } from './transport-cipher';

export type ReceivedAudioListener = {
  /** Asked before anything of a person is decrypted. */
  isIgnored(userId: string): boolean;
  packet(userId: string, packet: SpokenPacket): void;
  left(userId: string): void;
  /** New keys were asked for and did not help. */
  undecryptable(): void;
};

/**
 * Everyone's Opus packets, with their place in the stream, from a connection of @discordjs/voice.
 *
 * The library's own receiver gives packets without sequence and timestamp, ends a person's stream at the first packet
 * it cannot read, and drops those that come before the speaking event. So its two entrances are replaced, before
 * there is a socket: what it would do with UDP and voice gateway messages happens here.
 */
export class ReceivedAudio {
  readonly #connection: VoiceConnection;
  readonly #listener: ReceivedAudioListener;
  readonly #dave: DaveDecryption;
  #directory = new SsrcDirectory<Buffer>();
  readonly #present = new Set<string>();

  /** `connection` must be new. */
  constructor(connection: VoiceConnection, listener: ReceivedAudioListener, clock: Clock) {
    this.#connection = connection;
    this.#listener = listener;
    this.#dave = new DaveDecryption(clock, () => listener.undecryptable());
    connection.receiver.onUdpMessage = (datagram) => this.#onDatagram(datagram);
    connection.receiver.onWsPacket = (packet) => {
      if (packet.op === VoiceOpcodes.Speaking) this.#name(packet.d.ssrc, packet.d.user_id);
      else if (packet.op === VoiceOpcodes.ClientDisconnect) this.#left(packet.d.user_id);
    };
    this.#watchServer();
  }

  /** Another voice server numbers its senders anew; in another channel there are other people. */
  #watchServer(): void {
    let channelId = this.#connection.joinConfig.channelId;
    this.#connection.on('stateChange', (before, after) => {
      const networking = Reflect.get(after, 'networking') as Networking | undefined;
      if (networking === undefined || networking === Reflect.get(before, 'networking')) return;
      this.#directory = new SsrcDirectory();
      networking.on('stateChange', (_before, { code }) => {
        if (code === NetworkingStatusCode.Ready) this.#dave.attend(daveOf(this.#connection));
      });
      if (channelId === this.#connection.joinConfig.channelId) return;
      channelId = this.#connection.joinConfig.channelId;
      for (const userId of this.#present) this.#left(userId);
    });
  }

  #onDatagram(datagram: Buffer): void {
    const ssrc = ssrcOf(datagram);
    if (ssrc === undefined) return;
    const userId = this.#directory.userOf(ssrc);
    if (userId === undefined) this.#directory.hold(ssrc, datagram);
    else this.#open(userId, datagram);
  }

  #name(ssrc: number, userId: string): void {
    for (const datagram of this.#directory.name(ssrc, userId)) this.#open(userId, datagram);
  }

  #open(userId: string, datagram: Buffer): void {
    if (this.#listener.isIgnored(userId)) return;
    const { encryptionMode: mode, secretKey } = this.#connection.receiver.connectionData;
    if (mode === undefined || secretKey === undefined) return;
    const rtp = openDatagram(datagram, { mode, secretKey });
    if (rtp === undefined) return;
    const opus = this.#dave.decrypt(daveOf(this.#connection), userId, rtp.payload);
    if (opus === undefined) return;
    this.#present.add(userId);
    const { sequence, timestamp, ssrc } = rtp;
    this.#listener.packet(userId, { sequence, timestamp, ssrc, opus });
  }

  #left(userId: string): void {
    this.#directory.forget(userId);
    this.#dave.left(userId);
    this.#present.delete(userId);
    this.#listener.left(userId);
  }
}

/** The end-to-end encryption of the connection, once it has begun. */
export function daveOf(connection: VoiceConnection): DAVESession | undefined {
  const { state } = connection;
  if (
    state.status !== VoiceConnectionStatus.Ready &&
    state.status !== VoiceConnectionStatus.Connecting
  ) {
    return undefined;
  }
  const networking = state.networking.state;
  const isUp =
    networking.code === NetworkingStatusCode.Ready ||
    networking.code === NetworkingStatusCode.Resuming;
  return isUp ? networking.dave : undefined;
}
