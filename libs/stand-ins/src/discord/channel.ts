import { ChannelType } from 'discord-api-types/v10';

import type { Changes } from './changes';
import type { Json } from './json';
import { bitsOf, type Overwrite, type Permission } from './permissions';
import { snowflake } from './snowflake';

export type ChannelKind = 'text' | 'voice' | 'stage';

/** What a bot wrote. */
export type PostedMessage = {
  readonly id: string;
  readonly botId: string;
  readonly content: string;
  /** As the bot sent it. */
  readonly body: Json;
};

export type ChannelHost = {
  readonly id: string;
  readonly changes: Changes;
  dispatch(event: string, data: Json): void;
};

const TYPES = {
  text: ChannelType.GuildText,
  voice: ChannelType.GuildVoice,
  stage: ChannelType.GuildStageVoice,
} as const satisfies Record<ChannelKind, ChannelType>;

export class StandInChannel {
  readonly id = snowflake();
  /** What bots wrote here, in order; deleted messages stay. */
  readonly messages: PostedMessage[] = [];
  readonly #host: ChannelHost;
  readonly #overwrites = new Map<string, Overwrite>();

  constructor(
    host: ChannelHost,
    readonly kind: ChannelKind,
    readonly name: string,
    readonly position: number,
  ) {
    this.#host = host;
  }

  get guildId(): string {
    return this.#host.id;
  }

  get overwrites(): readonly Overwrite[] {
    return [...this.#overwrites.values()];
  }

  /** Takes permissions from somebody here; without an id, from everyone. */
  deny(permissions: readonly Permission[], id = this.guildId): void {
    this.#overwrite(id, { allow: 0n, deny: bitsOf(permissions) });
  }

  allow(permissions: readonly Permission[], id = this.guildId): void {
    this.#overwrite(id, { allow: bitsOf(permissions), deny: 0n });
  }

  post(message: PostedMessage): void {
    this.messages.push(message);
    this.#host.changes.notify();
  }

  /** The first message that `matches`, now or later. */
  message(
    matches: (message: PostedMessage) => boolean = () => true,
    timeoutMs?: number,
  ): Promise<PostedMessage> {
    const find = () => this.messages.find(matches);
    return this.#host.changes.until(`a message in #${this.name}`, find, timeoutMs);
  }

  toJson(): Json {
    return {
      id: this.id,
      guild_id: this.guildId,
      type: TYPES[this.kind],
      name: this.name,
      position: this.position,
      parent_id: null,
      nsfw: false,
      rate_limit_per_user: 0,
      permission_overwrites: this.overwrites.map(({ id, isRole, allow, deny }) => ({
        id,
        type: isRole ? 0 : 1,
        allow: allow.toString(),
        deny: deny.toString(),
      })),
      ...(this.kind === 'text' ? { topic: null } : { bitrate: 64_000, user_limit: 0 }),
    };
  }

  #overwrite(id: string, bits: { allow: bigint; deny: bigint }): void {
    this.#overwrites.set(id, { id, isRole: id === this.guildId, ...bits });
    this.#host.dispatch('CHANNEL_UPDATE', this.toJson());
  }
}
