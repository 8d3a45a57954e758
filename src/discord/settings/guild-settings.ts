import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DiscordGuildEntity, errorCode, isDatabaseUnavailable } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { Repository } from 'typeorm';

import type { GuildRoleIds } from '../settings.port';
import { forPerson } from './person-deadline';

/** Lists of roles, each of them for something. */
export type RoleList = 'confirmingRoleIds' | 'memberRoleIds' | 'adminRoleIds';

export type GuildChoices = Pick<DiscordGuildEntity, 'agentId' | 'captionsChannelId' | RoleList>;

/** Of a server that has chosen nothing. */
const NOTHING: GuildChoices = {
  agentId: null,
  captionsChannelId: null,
  confirmingRoleIds: [],
  memberRoleIds: [],
  adminRoleIds: [],
};

/**
 * What a Discord server's people have chosen for it; while the database is away, what they had chosen when it was read last,
 * which is at the start for all of them.
 */
@Injectable()
export class GuildSettings implements OnApplicationBootstrap {
  readonly #logger = new Logger('GuildSettings');
  readonly #seen = new Map<string, GuildChoices>();
  #hasSeenAll = false;

  constructor(
    @InjectRepository(DiscordGuildEntity) private readonly guilds: Repository<DiscordGuildEntity>,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      for (const guild of await this.guilds.find()) this.#seen.set(guild.guildId, guild);
      this.#hasSeenAll = true;
    } catch (error) {
      // Each is then read when it is needed.
      this.#logger.warn({ code: errorCode(error) }, 'What guilds have chosen cannot be read');
    }
  }

  /** The agent chosen for the guild; undefined: the default one. @throws when that cannot be read and never was. */
  async agentId(guildId: string): Promise<string | undefined> {
    return (await this.#find(guildId))?.agentId ?? undefined;
  }

  async setAgent(guildId: string, agentId: string): Promise<void> {
    await this.guilds.upsert({ guildId, agentId }, ['guildId']);
  }

  /** Text channel for captions; undefined: none are wanted. @throws when that cannot be read and never was. */
  async captionsChannelId(guildId: string): Promise<string | undefined> {
    return (await this.#find(guildId))?.captionsChannelId ?? undefined;
  }

  async setCaptionsChannel(guildId: string, channelId: string | undefined): Promise<void> {
    await this.guilds.upsert({ guildId, captionsChannelId: channelId ?? null }, ['guildId']);
  }

  /** All that it has chosen. @throws when that cannot be read and never was. */
  async of(guildId: string): Promise<GuildChoices> {
    return (await this.#find(guildId)) ?? NOTHING;
  }

  /**
   * Roles whose people may confirm what others have asked for, as they were read last: a yes does not wait for the database. Each
   * question has them read anew, so that what another server was told counts from the next one on.
   */
  confirmingRoleIds(guildId: string): readonly string[] {
    void this.#find(guildId).catch(() => undefined);
    return this.#seen.get(guildId)?.confirmingRoleIds ?? [];
  }

  /** Who is what there, as it was read last. */
  roles(guildId: string): GuildRoleIds {
    return this.#seen.get(guildId) ?? NOTHING;
  }

  /** Replaces the lists that are given. */
  async setRoles(
    guildId: string,
    lists: { readonly [List in RoleList]?: readonly string[] | undefined },
  ): Promise<void> {
    const changes = Object.entries(lists).flatMap(([list, ids]) =>
      ids === undefined ? [] : [[list, [...new Set(ids)]] as const],
    );
    if (changes.length === 0) return;
    await this.guilds.upsert({ guildId, ...Object.fromEntries(changes) }, ['guildId']);
    await this.#find(guildId);
  }

  /** Puts a role on one of the lists, or takes it off. @returns those that are on it from now on. */
  async setRole(
    guildId: string,
    list: RoleList,
    { roleId, isOn }: { readonly roleId: string; readonly isOn: boolean },
  ): Promise<readonly string[]> {
    const others = (await this.of(guildId))[list].filter((id) => id !== roleId);
    const roleIds = isOn ? [...others, roleId] : others;
    await this.setRoles(guildId, { [list]: roleIds });
    return roleIds;
  }

  async #find(guildId: string): Promise<GuildChoices | undefined> {
    try {
      const found = await forPerson(this.clock, () => this.guilds.findOneBy({ guildId }));
      if (found === null) this.#seen.delete(guildId);
      else this.#seen.set(guildId, found);
      return found ?? undefined;
    } catch (error) {
      const isKnown = this.#hasSeenAll || this.#seen.has(guildId);
      if (!isKnown || !isDatabaseUnavailable(error)) throw error;
      return this.#seen.get(guildId);
    }
  }
}
