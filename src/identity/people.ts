import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { discordUserIdIn, type Person, UserEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type Identity, isAdmin } from './identity';

/** Who may have everything that is somebody's, or have it erased: they themselves, whoever they talk through, and admins. */
@Injectable()
export class People {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  /**
   * A user, by all that this server may know them by.
   * @throws NotFoundException when there is none, or it is neither `caller` nor asked for by an admin.
   */
  async user(caller: Identity, id: string): Promise<Person & { readonly userId: string }> {
    const isTheirs = isAdmin(caller) || caller.ownerId === id;
    const user = isTheirs ? await this.users.findOneBy({ id }) : null;
    if (user === null) throw new NotFoundException('There is no such user');
    const { discordUserId } = user;
    return {
      userId: id,
      names: [],
      discordUserIds: discordUserId === null ? [] : [discordUserId],
    };
  }
}

/**
 * Whoever the clients of `caller` call one of `names`; for an admin whoever is called so by anybody's, Discord users
 * (`discord:<id>`) with all that they said in rooms.
 */
export function peopleCalled(caller: Identity, names: readonly string[]): Person {
  if (!isAdmin(caller)) return { names, ownerId: caller.ownerId, discordUserIds: [] };
  return { names, discordUserIds: names.flatMap((name) => discordUserIdIn(name) ?? []) };
}
