import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyEntity, UserEntity } from '@vox/database';

import { DiscordLinksModule } from '../discord-links';
import { KeysController } from './keys.controller';
import { KeysService } from './keys.service';
import { TokensController } from './tokens.controller';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

/** `/api/users`, `/api/keys` and `/api/tokens`. Needs `AuthModule` and `DatabaseModule` beside it. */
@Module({
  imports: [DiscordLinksModule, TypeOrmModule.forFeature([ApiKeyEntity, UserEntity])],
  controllers: [UsersController, KeysController, TokensController],
  providers: [UsersService, KeysService],
})
export class AccountsModule {}
