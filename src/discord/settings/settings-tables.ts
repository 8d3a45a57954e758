import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentEntity, DiscordGuildEntity, DiscordUserEntity } from '@vox/database';

/** The tables that settings are kept in. */
export const settingsTables = TypeOrmModule.forFeature([
  AgentEntity,
  DiscordGuildEntity,
  DiscordUserEntity,
]);
