import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../../http';
import { GuildSettings } from '../settings/guild-settings';
import { VoiceChannels } from '../voice-channels';
import { type GuildSettingsJson, guildSettingsSchema, toGuildSettingsJson } from './rest.answer';
import { type GuildParams, guildParams, type UpdateGuild, updateGuildSchema } from './rest.schema';

/** What a Discord server has chosen, also by commands there. */
@ApiTag('Discord')
@Controller('api/guilds')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class GuildsController {
  constructor(
    private readonly guilds: GuildSettings,
    private readonly voice: VoiceChannels,
  ) {}

  @Get(':id')
  @ApiRoute({
    id: 'getGuild',
    scope: 'admin',
    summary: 'What that server has chosen; of one that has chosen nothing, what holds then.',
    params: guildParams,
    responses: { 200: guildSettingsSchema },
  })
  async get(@Param() { id: guildId }: GuildParams): Promise<GuildSettingsJson> {
    return toGuildSettingsJson(guildId, await this.guilds.of(guildId));
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateGuild',
    scope: 'admin',
    summary:
      'Sets which roles may talk there, steer the bot, and confirm what others have asked for.',
    params: guildParams,
    body: updateGuildSchema,
    example: { member_role_ids: ['345678901234567890'] },
    responses: { 200: guildSettingsSchema },
  })
  async update(
    @Param() { id: guildId }: GuildParams,
    @Body() update: UpdateGuild,
  ): Promise<GuildSettingsJson> {
    await this.guilds.setRoles(guildId, {
      confirmingRoleIds: update.confirming_role_ids,
      memberRoleIds: update.member_role_ids,
      adminRoleIds: update.admin_role_ids,
    });
    this.voice.applyRoles(guildId);
    return toGuildSettingsJson(guildId, await this.guilds.of(guildId));
  }
}
