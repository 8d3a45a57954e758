import { randomBytes } from 'node:crypto';

import type { WebSocket } from 'ws';

import type { Outage } from './outage';
import type { DaveParticipant } from './dave-participant';
import type { Json } from './json';
import { uint16 } from './mls';
import type { VoiceRecording } from './recording';
import type { VoiceMode } from './rtp';

/** What a bot was given to enter a voice channel with. */
export type VoiceTicket = {
  readonly botId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly sessionId: string;
  readonly token: string;
  /** Whether nobody is to hear it: in the audience of a stage, or without the right to speak. */
  readonly isSilenced: () => boolean;
};

/** What it shows of it. */
export type ShownTicket = Omit<VoiceTicket, 'channelId' | 'isSilenced'>;

/** Where datagrams go to and come from. */
export type Remote = { readonly port: number; readonly address: string };

export type VoiceClientStatus = 'identified' | 'ready' | 'lost' | 'closed';

/** How many messages are kept for a client that resumes. */
const KEPT_MESSAGES = 1000;

/** Messages that are answers, not events: they have no sequence number and are not sent again. */
const HELLO = 8;
const HEARTBEAT_ACK = 6;
const RESUMED = 9;
const UNNUMBERED = new Set([HELLO, HEARTBEAT_ACK, RESUMED]);

/** One bot's session with the voice server; it outlives its socket when the bot resumes. */
export class VoiceClient implements DaveParticipant {
  readonly isRemote = true;
  readonly key = randomBytes(32);
  /** Packets that nobody got because the bot may not speak. */
  silencedPackets = 0;
  /** How often the bot came back to this session. */
  resumes = 0;
  /** The newest end-to-end encryption that it speaks; 0: none. */
  daveVersion = 0;
  status: VoiceClientStatus = 'identified';
  mode: VoiceMode | undefined;
  /** Where its packets come from; absent before IP discovery. */
  remote: Remote | undefined;
  isSpeaking = false;
  /** Text messages of the bot, heartbeats excepted. */
  readonly received: Json[] = [];
  readonly #kept: { readonly sequence: number; readonly data: string | Buffer }[] = [];
  readonly #outage: Outage;
  #socket: WebSocket;
  #sequence = 0;
  #nonce = 0;

  constructor(
    readonly ticket: VoiceTicket,
    readonly ssrc: number,
    readonly recording: VoiceRecording,
    socket: WebSocket,
    outage: Outage,
  ) {
    this.#socket = socket;
    this.#outage = outage;
  }

  get userId(): string {
    return this.ticket.botId;
  }

  get isReady(): boolean {
    return this.status === 'ready' && this.mode !== undefined && this.remote !== undefined;
  }

  nextNonce(): number {
    this.#nonce += 1;
    return this.#nonce;
  }

  isOn(socket: WebSocket): boolean {
    return this.#socket === socket;
  }

  send(op: number, data: unknown): void {
    if (UNNUMBERED.has(op)) return this.#write(JSON.stringify({ op, d: data }));
    this.#sequence += 1;
    this.#keep(JSON.stringify({ op, d: data, seq: this.#sequence }));
  }

  sendBinary(op: number, payload: Buffer): void {
    this.#sequence += 1;
    this.#keep(Buffer.concat([uint16(this.#sequence & 0xffff), Buffer.from([op]), payload]));
  }

  /** Goes on over another socket, with what the bot has not acknowledged. */
  resume(socket: WebSocket, acknowledged: number): void {
    this.#socket = socket;
    this.resumes += 1;
    this.status = 'ready';
    this.send(RESUMED, null);
    for (const { sequence, data } of this.#kept) {
      if (sequence > acknowledged) this.#write(data);
    }
  }

  /** Closes the socket with a code; without one, breaks it. */
  drop(code?: number, reason = ''): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code, reason);
  }

  externalSender(description: Buffer): void {
    this.sendBinary(25, description);
  }

  prepareEpoch(epoch: number, protocolVersion: number): void {
    this.send(24, { epoch, protocol_version: protocolVersion });
  }

  prepareTransition(transitionId: number, protocolVersion: number): void {
    this.send(21, { transition_id: transitionId, protocol_version: protocolVersion });
  }

  executeTransition(transitionId: number): void {
    this.send(22, { transition_id: transitionId });
  }

  proposals(payload: Buffer): void {
    this.sendBinary(27, payload);
  }

  announceCommit(transitionId: number, commit: Buffer): void {
    this.sendBinary(29, Buffer.concat([uint16(transitionId), commit]));
  }

  welcome(transitionId: number, welcome: Buffer): void {
    this.sendBinary(30, Buffer.concat([uint16(transitionId), welcome]));
  }

  /** A client answers a ping after it has taken in what came before. */
  flushed(): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        socket.off('pong', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('pong', done);
      socket.on('close', done);
      socket.ping();
    });
  }

  #keep(data: string | Buffer): void {
    this.#kept.push({ sequence: this.#sequence, data });
    if (this.#kept.length > KEPT_MESSAGES) this.#kept.shift();
    this.#write(data);
  }

  #write(data: string | Buffer): void {
    const socket = this.#socket;
    this.#outage.whenOver(() => {
      if (socket.readyState === socket.OPEN) socket.send(data);
    });
  }
}
