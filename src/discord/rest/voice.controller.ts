import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../../http';
import { type Join, joinSchema, type Leave, leaveSchema } from './rest.schema';
import { VoiceErrorsInterceptor } from './voice-errors.interceptor';
import { VoiceChannelsService } from './voice-channels.service';

/** Into voice channels and out of them: what `/voice join` and `/voice leave` do in Discord. */
@Controller('voice')
@UseInterceptors(DatabaseUnavailableInterceptor, VoiceErrorsInterceptor)
export class VoiceController {
  constructor(private readonly channels: VoiceChannelsService) {}

  /** Joins, or moves to, a channel; answers when the bot can be heard there. */
  @Post('join')
  @HttpCode(200)
  async join(@Body(new ZodValidationPipe(joinSchema)) request: Join) {
    const { channelId, channelName, agentName } = await this.channels.join(request);
    return { success: true, message: `${agentName} is in ${channelName}`, channelId };
  }

  /** Leaves; the body may be empty as long as the bot is in one channel only. */
  @Post('leave')
  @HttpCode(200)
  async leave(@Body(new ZodValidationPipe(leaveSchema)) request: Leave) {
    await this.channels.leave(request);
    return { success: true, message: 'Left the voice channel' };
  }
}
