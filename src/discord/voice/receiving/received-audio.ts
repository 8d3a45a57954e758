import {
  type DAVESession,
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { OpusPacket } from '@vox/audio';
import type { Clock } from '@vox/voice-core';
import { VoiceOpcodes } from 'discord-api-types/voice/v8';

import { DaveDecryption } from './dave-decryption';
import type { ConnectionCounters } from '../connection-counters';
import { type NamedSender, namedBy } from './named-sender';
import { SsrcDirectory } from './ssrc-directory';
import { openDatagram, type RtpOpus, ssrcOf } from './transport-cipher';

export type ReceivedAudioListener = {
  /** Asked before anything of a person is decrypted. */
  isIgnored(userId: string): boolean;
  packet(userId: string, packet: OpusPacket): void;
  left(userId: string): void;
  /** New keys were asked for and did not help. */
  undecryptable(): void;
};

/** Packets of an unnamed sender (200 ms) after which it is looked for whose they are, and how often it is then. */
const IDENTIFY_EVERY_PACKETS = 10;

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
  readonly #counters: ConnectionCounters;
  readonly #clock: Clock;
  readonly #dave: DaveDecryption;
  #directory: SsrcDirectory<Buffer>;
  readonly #present = new Set<string>();

  /** `connection` must be new. */
  constructor(
    connection: VoiceConnection,
    listener: ReceivedAudioListener,
    counters: ConnectionCounters,
    clock: Clock,
  ) {
    this.#connection = connection;
    this.#listener = listener;
    this.#counters = counters;
    this.#clock = clock;
    this.#dave = new DaveDecryption(clock, counters, () => listener.undecryptable());
    this.#directory = this.#newDirectory();
    connection.receiver.onUdpMessage = (datagram) => this.#onDatagram(datagram);
    connection.receiver.onWsPacket = (packet) => {
      const named = namedBy(packet);
      if (named !== undefined) this.#name(named);
      else if (packet.op === VoiceOpcodes.ClientDisconnect) this.#left(packet.d.user_id);
    };
    this.#watchServer();
  }

  /** To be called now and then: lets go of what nobody was named for. */
  tick(): void {
    this.#directory.expire(this.#clock.nowMs());
  }

  #newDirectory(): SsrcDirectory<Buffer> {
    return new SsrcDirectory((packets) => this.#counters.add('unknownSender', packets));
  }

  /** Another voice server numbers its senders anew; in another channel there are other people. */
  #watchServer(): void {
    let channelId = this.#connection.joinConfig.channelId;
    this.#connection.on('stateChange', (before, after) => {
      const networking = Reflect.get(after, 'networking') as Networking | undefined;
      if (networking === undefined || networking === Reflect.get(before, 'networking')) return;
      this.#directory = this.#newDirectory();
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
    if (userId !== undefined) return this.#open(userId, datagram);
    const { oldest, count } = this.#directory.hold(ssrc, datagram, this.#clock.nowMs());
    if (count % IDENTIFY_EVERY_PACKETS === 0) this.#identify(ssrc, oldest);
  }

  #name({ ssrc, userId }: NamedSender): void {
    for (const datagram of this.#directory.name(ssrc, userId)) this.#open(userId, datagram);
  }

  /**
   * Who talks on while the bot connects anew may not be announced again. With end-to-end encryption, whose key opens the
   * packet has sent it; without, nobody is named by guessing. Keys of those who opted out are not tried.
   */
  #identify(ssrc: number, oldest: Buffer): void {
    const members = this.#connection.receiver.connectionData.connectedClients ?? [];
    const unnamed = [...members].filter(
      (userId) => !this.#directory.hasNamed(userId) && !this.#listener.isIgnored(userId),
    );
    const rtp = unnamed.length === 0 ? undefined : this.#openTransport(oldest);
    if (rtp === undefined) return;
    const found = this.#dave.findSender(daveOf(this.#connection), unnamed, rtp.payload);
    if (found === undefined) return;
    // A key opens each packet once, and none that is older than the first that it opened.
    this.#give(found.userId, rtp, found.opus);
    const [, ...later] = this.#directory.name(ssrc, found.userId);
    for (const held of later) this.#open(found.userId, held);
  }

  #open(userId: string, datagram: Buffer): void {
    if (this.#listener.isIgnored(userId)) return;
    const rtp = this.#openTransport(datagram);
    if (rtp === undefined) return this.#counters.add('undecryptable');
    const opus = this.#dave.decrypt(daveOf(this.#connection), userId, rtp.payload);
    if (opus !== undefined) this.#give(userId, rtp, opus);
  }

  #openTransport(datagram: Buffer): RtpOpus | undefined {
    const { encryptionMode: mode, secretKey } = this.#connection.receiver.connectionData;
    if (mode === undefined || secretKey === undefined) return undefined;
    return openDatagram(datagram, { mode, secretKey });
  }

  #give(userId: string, { sequence, timestamp, ssrc }: RtpOpus, opus: Buffer): void {
    this.#present.add(userId);
    this.#listener.packet(userId, { sequence, timestamp, ssrc, payload: opus });
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
