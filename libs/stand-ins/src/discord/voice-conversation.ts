import type { WebSocket } from 'ws';

import { type Json, jsonOf, numberOf, textOf } from './json';
import { VOICE_MODES, type VoiceMode } from './rtp';
import type { ShownTicket, VoiceClient } from './voice-client';
import type { VoiceChannel } from './voice-channel';

/** What a conversation needs of the server. */
export type VoiceHost = {
  readonly modes: readonly VoiceMode[];
  readonly heartbeatMs: number;
  readonly udp: { readonly port: number };
  channel(channelId: string): VoiceChannel;
  identify(socket: WebSocket, shown: ShownTicket): VoiceClient | undefined;
  find(sessionId: string, token: string): VoiceClient | undefined;
  end(client: VoiceClient): void;
};

const IDENTIFY = 0;
const SELECT_PROTOCOL = 1;
const READY = 2;
const HEARTBEAT = 3;
const SESSION_DESCRIPTION = 4;
const SPEAKING = 5;
const HEARTBEAT_ACK = 6;
const RESUME = 7;
const HELLO = 8;
const TRANSITION_READY = 23;
const KEY_PACKAGE = 26;
const COMMIT_WELCOME = 28;
const INVALID_COMMIT_WELCOME = 31;

const UNKNOWN_MODE = 4016;
const SESSION_NO_LONGER_VALID = 4006;
const NOT_AUTHENTICATED = 4003;
const CRASHED = 4015;

/** One socket of the voice gateway. @see Discord's Opcodes and Status Codes, "Voice" */
export class VoiceConversation {
  readonly #socket: WebSocket;
  readonly #host: VoiceHost;
  #client: VoiceClient | undefined;

  constructor(socket: WebSocket, host: VoiceHost) {
    this.#socket = socket;
    this.#host = host;
    socket.send(JSON.stringify({ op: HELLO, d: { v: 8, heartbeat_interval: host.heartbeatMs } }));
  }

  onText(message: Json): void {
    const op = numberOf(message, 'op');
    const data = jsonOf(message, 'd') ?? {};
    if (op === IDENTIFY) return this.#identify(data);
    if (op === RESUME) return this.#resume(data);
    if (op === HEARTBEAT) {
      const answer = { op: HEARTBEAT_ACK, d: { t: data['t'] } };
      return this.#socket.send(JSON.stringify(answer));
    }
    const client = this.#client;
    if (client === undefined) return this.#socket.close(NOT_AUTHENTICATED);
    client.received.push(message);
    const channel = this.#host.channel(client.ticket.channelId);
    const transitionId = numberOf(data, 'transition_id');
    if (op === SELECT_PROTOCOL) this.#select(client, channel, jsonOf(data, 'data'));
    else if (op === SPEAKING) this.#speak(client, channel, numberOf(data, 'speaking'));
    else if (op === TRANSITION_READY) channel.dave?.ready(client.userId, transitionId);
    else if (op === INVALID_COMMIT_WELCOME) channel.dave?.invalid(client.userId);
  }

  onBinary(data: Buffer): void {
    const client = this.#client;
    if (client === undefined || data.length === 0) return;
    const { dave } = this.#host.channel(client.ticket.channelId);
    const payload = data.subarray(1);
    if (data[0] === KEY_PACKAGE) dave?.keyPackage(client.userId, payload);
    else if (data[0] === COMMIT_WELCOME) dave?.commitWelcome(client.userId, payload);
  }

  onClose(code: number): void {
    const client = this.#client;
    if (client === undefined || !client.isOn(this.#socket) || client.status === 'closed') return;
    // A client that says goodbye does not come back; one whose connection broke may.
    const isGoodbye = code === 1000 || (code >= 4000 && code !== CRASHED);
    if (isGoodbye) this.#host.end(client);
    else client.status = 'lost';
  }

  #identify(data: Json): void {
    const client = this.#host.identify(this.#socket, {
      guildId: textOf(data, 'server_id'),
      botId: textOf(data, 'user_id'),
      sessionId: textOf(data, 'session_id'),
      token: textOf(data, 'token'),
    });
    if (client === undefined) return this.#socket.close(SESSION_NO_LONGER_VALID);
    this.#client = client;
    client.daveVersion = numberOf(data, 'max_dave_protocol_version');
    client.send(READY, {
      ssrc: client.ssrc,
      ip: '127.0.0.1',
      port: this.#host.udp.port,
      modes: this.#host.modes,
      experiments: [],
    });
  }

  #select(client: VoiceClient, channel: VoiceChannel, data: Json | undefined): void {
    const mode = VOICE_MODES.find((known) => known === data?.['mode']);
    if (mode === undefined) return this.#socket.close(UNKNOWN_MODE);
    client.mode = mode;
    client.status = 'ready';
    client.send(SESSION_DESCRIPTION, {
      mode,
      secret_key: [...client.key],
      dave_protocol_version: Math.min(client.daveVersion, channel.dave?.protocolVersion ?? 0),
      media_session_id: client.ticket.token,
      audio_codec: 'opus',
      video_codec: 'H264',
    });
    channel.admit(client);
  }

  #speak(client: VoiceClient, channel: VoiceChannel, speaking: number): void {
    client.isSpeaking = speaking !== 0;
    channel.announce(client.userId, client.ssrc, speaking, client);
  }

  #resume(data: Json): void {
    const client = this.#host.find(textOf(data, 'session_id'), textOf(data, 'token'));
    if (client === undefined) return this.#socket.close(SESSION_NO_LONGER_VALID);
    this.#client = client;
    client.resume(this.#socket, numberOf(data, 'seq_ack'));
  }
}
