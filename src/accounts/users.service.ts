import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, unlessTaken, UserEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { conflictingField, type Cursor } from '../http';
import { DiscordLinks, NotLinkedError } from '../discord-links';
import { IdentityCache } from '../identity';
import { newestOf, type Page } from './account-page';
import type { CreateUser, UpdateUser } from './user.schema';

/** Of a foreign key that restricts: PostgreSQL before 18 has the second. */
const STILL_REFERRED_TO = ['23001', '23503'];

/** Whom the server knows. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly cache: IdentityCache,
    private readonly links: DiscordLinks,
  ) {}

  /** The newest first. */
  page(page: Page): Promise<{ rows: UserEntity[]; next?: Cursor }> {
    return newestOf(this.users.createQueryBuilder('row'), page);
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<UserEntity> {
    const found = await this.users.findOneBy({ id });
    if (found === null) throw new NotFoundException('There is no such user');
    return found;
  }

  /** @throws ConflictException when somebody has this address, or is that Discord user. */
  async create({
    display_name: displayName,
    email = null,
    role,
    discord_user_id: discordUserId,
  }: CreateUser): Promise<UserEntity> {
    if (discordUserId != null && (await this.users.existsBy({ discordUserId }))) throw isLinked();
    const { id } = await this.#written(() =>
      this.users.save(this.users.create({ displayName, email, role })),
    );
    await this.#link(id, discordUserId);
    return this.get(id);
  }

  /** @throws NotFoundException, ConflictException as `create` */
  async update(id: string, change: UpdateUser): Promise<UserEntity> {
    const { display_name: displayName, email, role, is_active: isActive } = change;
    await this.#link(id, change.discord_user_id);
    const columns = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(email === undefined ? {} : { email }),
      ...(role === undefined ? {} : { role }),
      ...(isActive === undefined ? {} : { isActive }),
    };
    if (Object.keys(columns).length > 0) {
      // What is named and no more: else a new name would switch on again who is being switched off.
      await this.#written(() => this.users.update({ id }, columns));
    }
    if (isActive !== undefined || role !== undefined) this.cache.changed();
    return this.get(id);
  }

  /** With their keys. @throws NotFoundException; ConflictException while sessions are theirs. */
  async remove(id: string): Promise<void> {
    try {
      const { affected } = await this.users.delete({ id });
      if (affected === 0) throw new NotFoundException('There is no such user');
    } catch (error) {
      if (!STILL_REFERRED_TO.includes(errorCode(error) ?? '')) throw error;
      throw new ConflictException(
        'Sessions are theirs: delete those first, or switch the user off',
      );
    }
    this.cache.changed();
  }

  /** @throws ConflictException */
  async #link(id: string, discordUserId: string | null | undefined): Promise<void> {
    if (discordUserId === undefined) return;
    try {
      await this.links.set(id, discordUserId);
    } catch (error) {
      throw error instanceof NotLinkedError ? isLinked() : error;
    }
  }

  #written<T>(write: () => Promise<T>): Promise<T> {
    return unlessTaken(write, () => conflictingField('email', 'is somebody else’s'));
  }
}

function isLinked(): ConflictException {
  return conflictingField('discord_user_id', 'is somebody else’s');
}
