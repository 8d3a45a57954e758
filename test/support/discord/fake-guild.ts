import type { Speaker } from '@vox/voice-core';

import type { ConsentButtons } from '../../../src/discord/consent-message';
import {
  type GuildEvent,
  GuildDirectory,
  type GuildView,
  type VoiceChannelInfo,
} from '../../../src/discord/guild-view/guild-view';
import type { VoiceBot } from '../../../src/discord/voice-channels';

export const BOT_ID = '9000';

type Presence = { readonly name: string; readonly isBot: boolean; channelId: string | undefined };

/** One guild in memory, as its gateway tells of it. */
export class FakeGuild implements GuildView {
  readonly botId = BOT_ID;
  readonly guildName = 'Guild';
  isConnected = true;
  readonly channels = new Map<string, VoiceChannelInfo>();
  readonly posts: { readonly channelId: string; readonly text: string }[] = [];
  /** Ids of the buttons of each message that has some. */
  readonly buttons: string[][] = [];
  postFailure: Error | undefined;
  /** Discord answers what it is asked when this resolves. */
  answering: Promise<void> | undefined;
  stage: 'speaker' | 'asked' | Error = 'speaker';
  isMuted = false;
  isDeafened = false;
  /** Who has them. */
  readonly roles = new Map<string, readonly string[]>();
  readonly managers = new Set<string>();
  /** The gateway does not tell of roles: what Discord answers when it is asked. */
  rolesRead: (() => void) | undefined;
  onEvent: (event: GuildEvent) => void = () => undefined;
  readonly #presences = new Map<string, Presence>();

  constructor(readonly guildId: string) {
    this.addChannel('talk');
    this.addChannel('other');
    this.#presences.set(BOT_ID, { name: 'Bot', isBot: true, channelId: undefined });
  }

  readonly adapterCreator = () => ({ sendPayload: () => true, destroy: () => undefined });

  get occupiedChannelIds(): readonly string[] {
    return [...this.channels.keys()].filter((id) => this.peopleIn(id).length > 0);
  }

  addChannel(id: string, info: Partial<VoiceChannelInfo> = {}): void {
    this.channels.set(id, { id, name: `#${id}`, isStage: false, ...info });
  }

  /** Somebody comes, leaves (no channel) or goes elsewhere. */
  move(userId: string, toChannelId: string | undefined, isBot = userId === BOT_ID): void {
    const presence = this.#presences.get(userId) ?? {
      name: nameOf(userId),
      isBot,
      channelId: undefined,
    };
    const fromChannelId = presence.channelId;
    presence.channelId = toChannelId;
    this.#presences.set(userId, presence);
    this.onEvent({
      type: 'moved',
      userId,
      ...(fromChannelId === undefined ? {} : { fromChannelId }),
      ...(toChannelId === undefined ? {} : { toChannelId }),
    });
  }

  /** What happened while the gateway was away. */
  moveUnseen(userId: string, toChannelId: string | undefined): void {
    const presence = this.#presences.get(userId);
    if (presence !== undefined) presence.channelId = toChannelId;
  }

  channel(channelId: string): VoiceChannelInfo | undefined {
    return this.channels.get(channelId);
  }

  personIn(channelId: string, userId: string): Speaker | undefined {
    return this.peopleIn(channelId).find(({ id }) => id === userId);
  }

  peopleIn(channelId: string): readonly Speaker[] {
    return [...this.#presences].flatMap(([id, { name, isBot, channelId: at }]) =>
      at === channelId && !isBot ? [{ id, name }] : [],
    );
  }

  hasRole(userId: string, roleIds: readonly string[]): boolean {
    return roleIds.some((roleId) => this.roles.get(roleId)?.includes(userId) === true);
  }

  managesServer(userId: string): boolean {
    return this.managers.has(userId);
  }

  async readRoles(): Promise<void> {
    this.rolesRead?.();
  }

  async post(channelId: string, text: string, buttons: ConsentButtons = []): Promise<void> {
    await this.answering;
    if (this.postFailure !== undefined) throw this.postFailure;
    this.posts.push({ channelId, text });
    if (buttons.length === 0) return;
    this.buttons.push(buttons.flatMap((row) => row.components.map(({ customId }) => customId)));
  }

  async takeTheStage(): Promise<'speaker' | 'asked'> {
    await this.answering;
    return this.stage instanceof Error ? Promise.reject(this.stage) : Promise.resolve(this.stage);
  }
}

export class FakeGuildDirectory extends GuildDirectory {
  readonly #guilds = new Map<string, FakeGuild>();

  add(guildId: string): FakeGuild {
    const guild = new FakeGuild(guildId);
    this.#guilds.set(guildId, guild);
    return guild;
  }

  override view(_bot: VoiceBot, guildId: string): FakeGuild | undefined {
    return this.#guilds.get(guildId);
  }

  override list(): readonly FakeGuild[] {
    return [...this.#guilds.values()];
  }

  override watch(
    _bot: VoiceBot,
    onEvent: (guildId: string, event: GuildEvent) => void,
  ): () => void {
    for (const guild of this.#guilds.values()) {
      guild.onEvent = (event) => onEvent(guild.guildId, event);
    }
    return () => this.#guilds.forEach((guild) => (guild.onEvent = () => undefined));
  }
}

function nameOf(userId: string): string {
  return userId.slice(0, 1).toUpperCase() + userId.slice(1);
}
