import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { LimitsModule } from '../limits';
import { DiscordLinks } from './discord-links.service';
import { MyDiscordController } from './my-discord.controller';

/** Which users people in Discord are. Needs `AuthModule` and `DatabaseModule` beside it. */
@Module({
  imports: [LimitsModule],
  controllers: [MyDiscordController],
  providers: [DiscordLinks, { provide: Clock, useClass: SystemClock }],
  exports: [DiscordLinks],
})
export class DiscordLinksModule {}
