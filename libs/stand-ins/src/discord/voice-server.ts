import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:https';

import { type WebSocket, WebSocketServer } from 'ws';

import { type Certificate, selfSignedCertificate } from './certificate';
import type { Changes } from './changes';
import { Outage, type OutageKind } from './outage';
import type { DaveOptions } from './dave-group';
import { readJson } from './json';
import { ServerListener } from './server-listener';
import type { VoiceRecording } from './recording';
import { VOICE_MODES, type VoiceMode } from './rtp';
import { type ShownTicket, VoiceClient, type VoiceTicket } from './voice-client';
import { VoiceConversation } from './voice-conversation';
import { VoiceChannel } from './voice-channel';
import { VoiceUdp } from './voice-udp';

export type VoiceServerOptions = {
  /** The encryption modes on offer, the first that the client knows is taken by it. Default: both. */
  readonly modes?: readonly VoiceMode[];
  /** `false`: without end-to-end encryption. */
  readonly dave?: DaveOptions | false;
  /** Between heartbeats of clients. */
  readonly heartbeatMs?: number;
};

type Admission = { readonly ticket: VoiceTicket; readonly recording: VoiceRecording };

/** The voice gateway (version 8, over TLS) and its UDP port, with everyone in its channels. */
export class VoiceServer {
  readonly certificate: Certificate = selfSignedCertificate(`stand-in Discord ${randomUUID()}`);
  readonly outage = new Outage();
  readonly udp: VoiceUdp;
  readonly modes: readonly VoiceMode[];
  readonly heartbeatMs: number;
  readonly #listener: ServerListener;
  readonly #changes: Changes;
  readonly #dave: DaveOptions | undefined;
  readonly #channels = new Map<string, VoiceChannel>();
  readonly #admissions: Admission[] = [];
  readonly #clients = new Set<VoiceClient>();
  #lastSsrc = 1000;
  #names = 0;

  constructor(changes: Changes, options: VoiceServerOptions = {}) {
    this.#changes = changes;
    this.modes = options.modes ?? VOICE_MODES;
    this.heartbeatMs = options.heartbeatMs ?? 13_750;
    this.#dave = options.dave === false ? undefined : (options.dave ?? {});
    const { keyPem: key, certPem: cert } = this.certificate;
    const server = createServer({ key, cert });
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      this.outage.admit(socket, () =>
        sockets.handleUpgrade(request, socket, head, (client) => this.#serve(client)),
      );
    });
    this.#listener = new ServerListener(server);
    this.udp = new VoiceUdp({
      find: (ssrc) => [...this.#clients].find((client) => client.ssrc === ssrc),
      onAudio: (client, packet, arrivedAtMs) =>
        this.channel(client.ticket.channelId).take(client, packet, arrivedAtMs),
    });
  }

  /** Another name for the same place each time, as when a call moves to another region. */
  nextEndpoint(): string {
    const name = this.#names++ % 2 === 0 ? 'localhost' : '127.0.0.1';
    return `${name}:${this.#listener.port}`;
  }

  async listen(): Promise<void> {
    await Promise.all([this.#listener.listen(), this.udp.listen()]);
  }

  nextSsrc(): number {
    this.#lastSsrc += 1;
    return this.#lastSsrc;
  }

  channel(channelId: string): VoiceChannel {
    const channel =
      this.#channels.get(channelId) ??
      new VoiceChannel(channelId, {
        changes: this.#changes,
        send: (data, port, address) => this.udp.send(data, port, address),
        nextSsrc: () => this.nextSsrc(),
        ...(this.#dave === undefined ? {} : { dave: this.#dave }),
      });
    this.#channels.set(channelId, channel);
    return channel;
  }

  /** Lets a bot in: makes the token that it must show. The bot's earlier sessions in the guild get no more audio. */
  invite(ticket: Omit<VoiceTicket, 'token'>, recording: VoiceRecording): VoiceTicket {
    this.revoke(ticket.botId, ticket.guildId);
    const whole = { ...ticket, token: randomBytes(8).toString('hex') };
    this.#admissions.push({ ticket: whole, recording });
    return whole;
  }

  /** Ends what a bot has in a guild; with a `code`, its socket is closed too. */
  revoke(botId: string, guildId: string, code?: number): void {
    for (const client of [...this.#clients]) {
      if (client.ticket.botId !== botId || client.ticket.guildId !== guildId) continue;
      this.end(client);
      if (code !== undefined) client.drop(code);
    }
    for (let at = this.#admissions.length - 1; at >= 0; at--) {
      const ticket = this.#admissions[at]?.ticket;
      if (ticket?.botId === botId && ticket.guildId === guildId) this.#admissions.splice(at, 1);
    }
  }

  /** The session of a bot in a guild that stands, or may be resumed. */
  clientOf(botId: string, guildId: string): VoiceClient | undefined {
    return [...this.#clients].find(
      ({ ticket }) => ticket.botId === botId && ticket.guildId === guildId,
    );
  }

  /** For some time when told so. Packets go on; `udp.isOut` stops them. */
  beginOutage(kind: OutageKind, forMs?: number): void {
    this.outage.begin(kind, forMs);
    if (kind === 'refuse') this.#listener.cut();
  }

  /** A new session for whoever shows a token; undefined when nobody invited them. */
  identify(socket: WebSocket, shown: ShownTicket): VoiceClient | undefined {
    const admission = this.#admissions.find(
      ({ ticket }) =>
        ticket.token === shown.token &&
        ticket.sessionId === shown.sessionId &&
        ticket.botId === shown.botId &&
        ticket.guildId === shown.guildId,
    );
    if (admission === undefined) return undefined;
    const earlier = this.clientOf(shown.botId, shown.guildId);
    if (earlier !== undefined) this.end(earlier);
    const { ticket, recording } = admission;
    const client = new VoiceClient(ticket, this.nextSsrc(), recording, socket, this.outage);
    this.#clients.add(client);
    this.#changes.notify();
    return client;
  }

  /** The session that a client comes back to. */
  find(sessionId: string, token: string): VoiceClient | undefined {
    return [...this.#clients].find(
      ({ ticket }) => ticket.sessionId === sessionId && ticket.token === token,
    );
  }

  end(client: VoiceClient): void {
    client.status = 'closed';
    this.#clients.delete(client);
    this.channel(client.ticket.channelId).dismiss(client);
    this.#changes.notify();
  }

  async close(): Promise<void> {
    this.outage.end();
    for (const channel of this.#channels.values()) channel.close();
    await Promise.all([this.udp.close(), this.#listener.close()]);
  }

  #serve(socket: WebSocket): void {
    const conversation = new VoiceConversation(socket, this);
    const take = (data: Buffer, isBinary: boolean) => {
      if (isBinary) conversation.onBinary(data);
      else conversation.onText(readJson(data.toString()) ?? {});
      this.#changes.notify();
    };
    socket.on('message', (data: Buffer, isBinary) =>
      this.outage.whenOver(() => take(data, isBinary)),
    );
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      conversation.onClose(code);
      this.#changes.notify();
    });
  }
}
