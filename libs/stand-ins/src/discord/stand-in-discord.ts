import { createServer } from 'node:http';

import { IDLE_CONNECTION_MS } from '../common/idle-connections';
import { StandInBot } from './bot';
import { Changes } from './changes';
import { type ButtonPress, Commands, type CommandUse } from './commands';
import type { OutageKind } from './outage';
import { Gateway } from './gateway';
import type { GatewaySession } from './gateway-session';
import { StandInGuild } from './guild';
import type { StandInInteraction } from './interaction';
import { type Json, textOf } from './json';
import { ServerListener } from './server-listener';
import { Pacer } from './pacer';
import type { Permission } from './permissions';
import { Rest, type RestHost } from './rest';
import { StandInUser } from './user';
import { VoiceServer, type VoiceServerOptions } from './voice-server';

export type StandInDiscordOptions = {
  readonly port?: number;
  readonly voice?: VoiceServerOptions;
};

export type NewGuild = {
  /** Installed from the start; default: all bots there are. */
  readonly bots?: readonly StandInBot[];
  /** What the bots may do beyond what everyone may. */
  readonly botsMay?: readonly Permission[];
};

/**
 * Discord on loopback, for real clients: REST and gateway version 10, voice gateway version 8 over TLS, voice over UDP,
 * end-to-end encryption (DAVE 1). Tests direct its people; `until` and the `joined`, `ready`, `reply` … of its parts
 * wait for what bots do. There is one bot and no guild at first. The maker calls `close`, which may be called twice.
 *
 * Clients get `apiUrl` and must trust `caPem`: `tls.setDefaultCACertificates` in the same process, NODE_EXTRA_CA_CERTS in
 * another.
 */
export class StandInDiscord implements RestHost {
  readonly changes = new Changes();
  readonly gateway: Gateway;
  readonly rest: Rest;
  readonly voice: VoiceServer;
  readonly bot: StandInBot;
  readonly #bots: StandInBot[] = [];
  readonly #guilds: StandInGuild[] = [];
  readonly #pacer = new Pacer();
  readonly #commands: Commands;
  readonly #listener: ServerListener;

  private constructor({ voice }: StandInDiscordOptions) {
    this.voice = new VoiceServer(this.changes, voice);
    this.gateway = new Gateway(
      {
        botIdOf: (token) => this.botByToken(token)?.id,
        mayFollowMembers: (botId) => this.botOf(botId)?.mayFollowMembers === true,
        onIdentify: (session) => this.#onIdentify(session),
        onVoiceState: (session, data) =>
          this.#guild(data)?.voiceStates.request(session.botId, session.id, data),
        onRequestMembers: (session, data) => this.#sendMembers(session, data),
      },
      this.changes,
    );
    this.#commands = new Commands(this.#platform);
    this.rest = new Rest(this, this.#commands, this.changes);
    const server = createServer((request, response) => void this.rest.serve(request, response));
    server.keepAliveTimeout = IDLE_CONNECTION_MS;
    server.on('upgrade', (request, socket, head) => this.gateway.upgrade(request, socket, head));
    this.#listener = new ServerListener(server);
    this.bot = this.addBot('voxbot');
  }

  static async start(options: StandInDiscordOptions = {}): Promise<StandInDiscord> {
    const discord = new StandInDiscord(options);
    await Promise.all([discord.#listener.listen(options.port), discord.voice.listen()]);
    return discord;
  }

  /** For the `api` option of clients: without the version. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#listener.port}/api`;
  }

  get gatewayUrl(): string {
    return `ws://127.0.0.1:${this.#listener.port}/gateway`;
  }

  /** The authority of the voice gateway's certificate. */
  get caPem(): string {
    return this.voice.certificate.certPem;
  }

  get guilds(): readonly StandInGuild[] {
    return this.#guilds;
  }

  addBot(name: string): StandInBot {
    const bot = new StandInBot(new StandInUser(name, true), this.gateway, this.changes);
    this.#bots.push(bot);
    return bot;
  }

  addGuild(name: string, { bots = this.#bots, botsMay = [] }: NewGuild = {}): StandInGuild {
    const guild = new StandInGuild(name, this.#platform);
    this.#guilds.push(guild);
    for (const bot of bots) guild.addBot(bot, botsMay);
    return guild;
  }

  /** The guild is deleted: bots are told. */
  removeGuild(guild: StandInGuild): void {
    this.#guilds.splice(this.#guilds.indexOf(guild), 1);
    guild.remove();
  }

  /** Somebody who can be in several guilds. */
  addUser(name: string, locale?: string): StandInUser {
    return new StandInUser(name, false, locale);
  }

  /** Somebody uses a slash command, or types one. @throws Error when there is no such command. */
  command(use: CommandUse): StandInInteraction {
    return this.#commands.use(use);
  }

  /** Somebody presses a button of a bot's message. @throws Error when the message has no such button. */
  press(press: ButtonPress): StandInInteraction {
    return this.#commands.press(press);
  }

  /** The first value `find` gives, looked for whenever something happened. @throws Error after `timeoutMs`. */
  until<T>(what: string, find: () => T | undefined | false, timeoutMs?: number) {
    return this.changes.until(what, find, timeoutMs);
  }

  /** Gateway, REST and voice are gone, for some time when told so. */
  beginOutage(kind: OutageKind, forMs?: number): void {
    this.rest.outage.begin(kind, forMs);
    this.gateway.beginOutage(kind, forMs);
    this.voice.beginOutage(kind, forMs);
  }

  /** Ends every outage before its time. */
  comeBack(): void {
    for (const { outage } of [this.rest, this.gateway, this.voice]) outage.end();
  }

  botOf(id: string): StandInBot | undefined {
    return this.#bots.find((bot) => bot.id === id);
  }

  botByToken(token: string): StandInBot | undefined {
    return this.#bots.find((bot) => bot.token === token);
  }

  async close(): Promise<void> {
    this.#pacer.close();
    this.rest.outage.end();
    this.gateway.close();
    await Promise.all([this.#listener.close(), this.voice.close()]);
  }

  get #platform() {
    return {
      changes: this.changes,
      gateway: this.gateway,
      voice: this.voice,
      pacer: this.#pacer,
    };
  }

  #guild(data: Json): StandInGuild | undefined {
    const id = textOf(data, 'guild_id');
    return this.#guilds.find((guild) => guild.id === id);
  }

  #onIdentify(session: GatewaySession): void {
    const bot = this.botOf(session.botId);
    const guilds = this.#guilds.filter((guild) => guild.has(session.botId));
    session.dispatch('READY', {
      v: 10,
      user: bot?.user.toJson(),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.gatewayUrl,
      shard: [0, 1],
      application: { id: session.botId, flags: 0 },
    });
    for (const guild of guilds) session.dispatch('GUILD_CREATE', guild.toJson());
  }

  #sendMembers(session: GatewaySession, data: Json): void {
    const guild = this.#guild(data);
    if (guild === undefined) return;
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: guild.members.map((member) => member.toJson()),
      chunk_index: 0,
      chunk_count: 1,
      ...(typeof data['nonce'] === 'string' ? { nonce: data['nonce'] } : {}),
    });
  }
}
