import type { Speaker } from '@vox/voice-core';

import type { GroupRole } from '../../identity';
import { guildRoleOf, mayTalk } from '../guild-role';
import type { GuildView } from '../guild-view/guild-view';
import type { GuildRoleIds } from '../settings.port';

export type TalkingRightsDeps = {
  readonly view: Pick<GuildView, 'hasRole' | 'managesServer'>;
  readonly roles: () => GuildRoleIds;
  /** Who is in the channel. */
  readonly people: () => readonly Speaker[];
  /** Tells some of them that they are not heard. @returns whether that is posted. */
  readonly tell: (guests: readonly Speaker[], roles: GuildRoleIds) => Promise<boolean>;
};

/** Who of those in a voice channel may be heard, by the roles that the guild lets talk. */
export class TalkingRights {
  readonly #told = new Set<string>();
  #telling: Promise<void> = Promise.resolve();

  constructor(private readonly deps: TalkingRightsDeps) {}

  /** While the guild names no role there is nobody who may not. */
  get areLimited(): boolean {
    return this.deps.roles().memberRoleIds.length > 0;
  }

  /** Asked for each packet's sound: it is as the gateway told last. */
  mayTalk(userId: string): boolean {
    return !this.areLimited || mayTalk(this.roleOf(userId));
  }

  roleOf(userId: string): GroupRole {
    const { view, roles } = this.deps;
    return guildRoleOf(roles(), {
      managesServer: view.managesServer(userId),
      hasRole: (roleIds) => view.hasRole(userId, roleIds),
    });
  }

  /** Those who are there and may not. */
  get guests(): readonly Speaker[] {
    return this.areLimited ? this.deps.people().filter(({ id }) => !this.mayTalk(id)) : [];
  }

  /** Each is told once, as long as they may not. Never rejects. */
  tellGuests(): Promise<void> {
    this.#telling = this.#telling.then(async () => {
      for (const userId of this.#told) if (this.mayTalk(userId)) this.#told.delete(userId);
      const guests = this.guests.filter(({ id }) => !this.#told.has(id));
      if (guests.length === 0 || !(await this.deps.tell(guests, this.deps.roles()))) return;
      for (const { id } of guests) this.#told.add(id);
    });
    return this.#telling;
  }
}
