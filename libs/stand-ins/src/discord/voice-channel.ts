import type { Changes } from './changes';
import { DaveGroup, type DaveOptions } from './dave-group';
import { DavePerson } from './dave-person';
import { packRtp, type RtpHeader, type RtpPacket } from './rtp';
import type { VoiceClient } from './voice-client';
import { VoicePerson } from './voice-person';

/** Sends a datagram to a client. */
export type DatagramSender = (data: Buffer, port: number, address: string) => void;

export type VoiceChannelOptions = {
  readonly changes: Changes;
  readonly send: DatagramSender;
  readonly nextSsrc: () => number;
  /** Absent: without end-to-end encryption. */
  readonly dave?: DaveOptions;
};

const SPEAKING = 5;
const CLIENTS_CONNECT = 11;
const VIDEO = 12;
const CLIENT_DISCONNECT = 13;

/** Frames that came before their key; the key comes within two seconds. */
const MAX_UNREAD = 200;

type Unread = { readonly client: VoiceClient; readonly index: number; readonly frame: Buffer };

/** Everyone in one voice channel: people whom the stand-in plays, and bots. */
export class VoiceChannel {
  readonly #people = new Map<string, VoicePerson>();
  readonly #clients = new Map<string, VoiceClient>();
  readonly #options: VoiceChannelOptions;
  readonly #unread: Unread[] = [];
  /** Its end-to-end encryption. */
  readonly dave: DaveGroup | undefined;

  constructor(
    readonly channelId: string,
    options: VoiceChannelOptions,
  ) {
    this.#options = options;
    this.dave =
      options.dave === undefined
        ? undefined
        : new DaveGroup(channelId, options.changes, options.dave, () => this.#readUnread());
  }

  /** True when every bot's session stands and everybody can read everybody. */
  get isSettled(): boolean {
    const clients = [...this.#clients.values()];
    return clients.every(({ isReady }) => isReady) && this.dave?.isSettled !== false;
  }

  get userIds(): readonly string[] {
    return [...this.#people.keys(), ...this.#clients.keys()];
  }

  person(userId: string): VoicePerson | undefined {
    return this.#people.get(userId);
  }

  client(botId: string): VoiceClient | undefined {
    return this.#clients.get(botId);
  }

  enter(userId: string): VoicePerson {
    const dave =
      this.dave === undefined ? undefined : new DavePerson(userId, this.channelId, this.dave);
    const person = new VoicePerson(userId, this.#options.nextSsrc(), dave);
    this.#people.set(userId, person);
    this.broadcast(CLIENTS_CONNECT, { user_ids: [userId] });
    if (dave !== undefined) this.dave?.join(dave);
    return person;
  }

  leave(userId: string): void {
    if (!this.#people.delete(userId)) return;
    this.broadcast(CLIENT_DISCONNECT, { user_id: userId });
    this.dave?.leave(userId);
  }

  /** A bot has chosen its encryption mode. */
  admit(client: VoiceClient): void {
    const others = this.userIds.filter((userId) => userId !== client.userId);
    this.#clients.set(client.userId, client);
    if (others.length > 0) client.send(CLIENTS_CONNECT, { user_ids: others });
    this.broadcast(CLIENTS_CONNECT, { user_ids: [client.userId] }, client);
    for (const { isSpeaking, userId, ssrc } of this.#people.values()) {
      if (isSpeaking) client.send(SPEAKING, { user_id: userId, ssrc, speaking: 1 });
    }
    this.dave?.join(client);
  }

  dismiss(client: VoiceClient): void {
    if (this.#clients.get(client.userId) !== client) return;
    this.#clients.delete(client.userId);
    this.broadcast(CLIENT_DISCONNECT, { user_id: client.userId });
    this.dave?.leave(client.userId);
  }

  /** Says whose packets have which SSRC. */
  announce(userId: string, ssrc: number, speaking = 1, except?: VoiceClient): void {
    this.broadcast(SPEAKING, { user_id: userId, ssrc, speaking }, except);
  }

  /** Says which streams somebody has: audio alone. */
  announceStreams(userId: string, ssrc: number): void {
    this.broadcast(VIDEO, {
      user_id: userId,
      audio_ssrc: ssrc,
      video_ssrc: 0,
      rtx_ssrc: 0,
      streams: [],
    });
  }

  broadcast(op: number, data: unknown, except?: VoiceClient): void {
    for (const client of this.#clients.values()) {
      if (client !== except) client.send(op, data);
    }
  }

  /** One packet to every bot; `key` replaces the right one. The datagrams, for those who send them again. */
  sendPacket(header: RtpHeader, payload: Buffer, key?: Uint8Array, except?: VoiceClient) {
    const datagrams: (() => void)[] = [];
    for (const client of this.#clients.values()) {
      const { mode, remote } = client;
      if (client === except || mode === undefined || remote === undefined) continue;
      const data = packRtp(mode, key ?? client.key, client.nextNonce(), header, payload);
      datagrams.push(() => this.#options.send(data, remote.port, remote.address));
    }
    for (const send of datagrams) send();
    return datagrams;
  }

  /** Any bytes at all, to every bot. */
  sendGarbage(data: Buffer): void {
    for (const { remote } of this.#clients.values()) {
      if (remote !== undefined) this.#options.send(data, remote.port, remote.address);
    }
  }

  /** A bot's packet: recorded, and sent on to the other bots. */
  take(client: VoiceClient, packet: RtpPacket, arrivedAtMs: number): void {
    if (client.ticket.isSilenced()) {
      client.silencedPackets += 1;
      return this.#options.changes.notify();
    }
    const opus = this.#open(client.userId, packet.payload);
    const index = client.recording.add({
      sequence: packet.sequence,
      timestamp: packet.timestamp,
      arrivedAtMs,
      ...(opus === undefined ? {} : { opus }),
    });
    if (opus === undefined) {
      this.#unread.push({ client, index, frame: packet.payload });
      if (this.#unread.length > MAX_UNREAD) this.#unread.shift();
    }
    if (this.#clients.size > 1) this.sendPacket(packet, packet.payload, undefined, client);
    this.#options.changes.notify();
  }

  close(): void {
    this.dave?.close();
  }

  #open(userId: string, frame: Buffer): Buffer | undefined {
    if (this.dave === undefined) return frame;
    for (const { dave } of this.#people.values()) {
      const opus = dave?.open(userId, frame);
      if (opus !== undefined) return opus;
    }
    return undefined;
  }

  #readUnread(): void {
    for (const { client, index, frame } of this.#unread.splice(0)) {
      const opus = this.#open(client.userId, frame);
      if (opus !== undefined) client.recording.read(index, opus);
    }
  }
}
