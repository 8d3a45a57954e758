import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../../http';
import { GuildSettings } from '../settings/guild-settings';
import { type GuildSettingsJson, guildSettingsSchema, toGuildSettingsJson } from './rest.answer';
import { type GuildParams, guildParams, type UpdateGuild, updateGuildSchema } from './rest.schema';

/** What a Discord server has chosen, also by commands there. */
@ApiTag('Discord')
@Controller('api/guilds')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class GuildsController {
  constructor(private readonly guilds: GuildSettings) {}

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
    summary: 'Sets which roles may confirm there what others have asked for.',
    params: guildParams,
    body: updateGuildSchema,
    example: { confirming_role_ids: ['345678901234567890'] },
    responses: { 200: guildSettingsSchema },
  })
  async update(
    @Param() { id: guildId }: GuildParams,
    @Body() { confirming_role_ids: roleIds }: UpdateGuild,
  ): Promise<GuildSettingsJson> {
    await this.guilds.setConfirmingRoles(guildId, roleIds);
    return toGuildSettingsJson(guildId, await this.guilds.of(guildId));
  }
}
