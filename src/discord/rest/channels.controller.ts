import { Controller, Get } from '@nestjs/common';

import { type GuildChannels, VoiceChannelsService } from './voice-channels.service';

@Controller('api/channels')
export class ChannelsController {
  constructor(private readonly channels: VoiceChannelsService) {}

  /** Where a bot of ours could go. */
  @Get()
  list(): { readonly guilds: readonly GuildChannels[] } {
    return { guilds: this.channels.channels() };
  }
}
