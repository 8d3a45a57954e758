import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UserEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { LimitsModule } from '../limits';
import { DiscordLinks } from './discord-links.service';
import { LinkedUsers } from './linked-users';
import { MyDiscordController } from './my-discord.controller';

/** Which users people in Discord are. Needs `AuthModule` and `DatabaseModule` beside it. */
@Module({
  imports: [LimitsModule, TypeOrmModule.forFeature([UserEntity])],
  controllers: [MyDiscordController],
  providers: [DiscordLinks, LinkedUsers, { provide: Clock, useClass: SystemClock }],
  exports: [DiscordLinks, LinkedUsers],
})
export class DiscordLinksModule {}
