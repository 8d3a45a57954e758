import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';

import type { Changes } from './changes';
import { Outage, type OutageKind } from './outage';
import { GatewaySession } from './gateway-session';
import { type Json, jsonOf, numberOf, readJson, textOf } from './json';

/** What the gateway asks of those who know bots and guilds. */
export type GatewayHandlers = {
  /** The bot whose token it is. */
  botIdOf(token: string): string | undefined;
  /** Whether that bot may ask to be told of members. */
  mayFollowMembers(botId: string): boolean;
  /** Sends READY and the guilds. */
  onIdentify(session: GatewaySession, data: Json): void;
  onVoiceState(session: GatewaySession, data: Json): void;
  onRequestMembers(session: GatewaySession, data: Json): void;
};

const HEARTBEAT = 1;
const IDENTIFY = 2;
const VOICE_STATE = 4;
const RESUME = 6;
const RECONNECT = 7;
const REQUEST_MEMBERS = 8;
const INVALID_SESSION = 9;
const HELLO = 10;
const HEARTBEAT_ACK = 11;

const AUTHENTICATION_FAILED = 4004;
const DECODE_ERROR = 4002;

/** The gateway, version 10. @see Discord's Opcodes and Status Codes, "Gateway" */
export class Gateway {
  readonly outage = new Outage();
  /** Every session that was ever begun, in order. */
  readonly sessions: GatewaySession[] = [];
  heartbeatMs = 41_250;
  readonly #handlers: GatewayHandlers;
  readonly #changes: Changes;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #refusedResumes = 0;

  constructor(handlers: GatewayHandlers, changes: Changes) {
    this.#handlers = handlers;
    this.#changes = changes;
  }

  /** The newest session of a bot. */
  sessionOf(botId: string): GatewaySession | undefined {
    return this.sessions.findLast((session) => session.botId === botId);
  }

  /** To bots that are connected, or may resume. */
  dispatch(botIds: Iterable<string>, event: string, data: Json): void {
    for (const botId of botIds) this.sessionOf(botId)?.dispatch(event, data);
  }

  /** Breaks every connection; the next `times` attempts to resume are refused (opcode 9). */
  drop(code?: number, refusedResumes = 0): void {
    this.#refusedResumes = refusedResumes;
    for (const session of this.sessions) session.drop(code);
  }

  /** Opcode 7: the bots are to come back. */
  askToReconnect(): void {
    for (const session of this.sessions) session.send(RECONNECT);
  }

  /** For some time when told so. */
  beginOutage(kind: OutageKind, forMs?: number): void {
    this.outage.begin(kind, forMs);
    if (kind === 'silent') return;
    for (const client of this.#sockets.clients) client.terminate();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.outage.admit(socket, () =>
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#serve(client)),
    );
  }

  close(): void {
    this.outage.end();
    for (const client of this.#sockets.clients) client.terminate();
  }

  #serve(socket: WebSocket): void {
    let session: GatewaySession | undefined;
    socket.send(JSON.stringify({ op: HELLO, d: { heartbeat_interval: this.heartbeatMs } }));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#changes.notify());
    const take = (text: Buffer) => {
      const message = readJson(text.toString());
      if (message === undefined) return socket.close(DECODE_ERROR);
      const op = numberOf(message, 'op');
      const data = jsonOf(message, 'd') ?? {};
      if (op === HEARTBEAT) socket.send(JSON.stringify({ op: HEARTBEAT_ACK }));
      else if (op === IDENTIFY) session = this.#identify(socket, data);
      else if (op === RESUME) session = this.#resume(socket, data);
      else if (session !== undefined && op === VOICE_STATE) {
        this.#handlers.onVoiceState(session, data);
      } else if (session !== undefined && op === REQUEST_MEMBERS) {
        this.#handlers.onRequestMembers(session, data);
      }
      this.#changes.notify();
    };
    socket.on('message', (text: Buffer) => this.outage.whenOver(() => take(text)));
  }

  #identify(socket: WebSocket, data: Json): GatewaySession | undefined {
    const botId = this.#handlers.botIdOf(textOf(data, 'token'));
    if (botId === undefined) {
      socket.close(AUTHENTICATION_FAILED, 'Authentication failed.');
      return undefined;
    }
    const followsMembers = (numberOf(data, 'intents') & GatewayIntentBits.GuildMembers) !== 0;
    if (followsMembers && !this.#handlers.mayFollowMembers(botId)) {
      socket.close(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
      return undefined;
    }
    const session = new GatewaySession(botId, followsMembers, socket, this.outage);
    this.sessions.push(session);
    this.#handlers.onIdentify(session, data);
    return session;
  }

  #resume(socket: WebSocket, data: Json): GatewaySession | undefined {
    const id = textOf(data, 'session_id');
    const session = this.sessions.find((known) => known.id === id);
    const isKnown = session?.botId === this.#handlers.botIdOf(textOf(data, 'token'));
    if (session === undefined || !isKnown || this.#refusedResumes > 0) {
      this.#refusedResumes = Math.max(0, this.#refusedResumes - 1);
      socket.send(JSON.stringify({ op: INVALID_SESSION, d: false }));
      return undefined;
    }
    session.resume(socket, numberOf(data, 'seq'));
    return session;
  }
}
