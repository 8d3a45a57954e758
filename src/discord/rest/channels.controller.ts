import { Controller, Get } from '@nestjs/common';

import { ApiRoute, ApiTag } from '../../http';
import { guildChannelsSchema } from './rest.answer';
import { type GuildChannels, VoiceChannelsService } from './voice-channels.service';

@ApiTag('Discord')
@Controller('api/channels')
export class ChannelsController {
  constructor(private readonly channels: VoiceChannelsService) {}

  @Get()
  @ApiRoute({
    id: 'listChannels',
    scope: 'admin',
    summary: 'The servers a bot is in, with their voice channels.',
    responses: { 200: guildChannelsSchema },
  })
  list(): { readonly guilds: readonly GuildChannels[] } {
    return { guilds: this.channels.channels() };
  }
}
