import { Controller, Get } from '@nestjs/common';

import { type GuildChannels, VoiceRooms } from './voice-rooms';

@Controller('api/channels')
export class ChannelsController {
  constructor(private readonly rooms: VoiceRooms) {}

  /** Where a bot of ours could go. */
  @Get()
  list(): { readonly guilds: readonly GuildChannels[] } {
    return { guilds: this.rooms.channels() };
  }
}
