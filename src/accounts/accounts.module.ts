import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyEntity, UserEntity } from '@vox/database';

import { KeysController } from './keys.controller';
import { KeysService } from './keys.service';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

/** `/api/users` and `/api/keys`. Needs `AuthModule` and `DatabaseModule` beside it. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiKeyEntity, UserEntity])],
  controllers: [UsersController, KeysController],
  providers: [UsersService, KeysService],
})
export class AccountsModule {}
