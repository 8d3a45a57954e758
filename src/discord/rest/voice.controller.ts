import { Body, Controller, Get, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../../http';
import {
  type ConnectionJson,
  connectionSchema,
  doneSchema,
  joinedSchema,
  NO_BOT,
  NOT_LET_IN,
  NOT_THERE,
  toConnectionJson,
} from './rest.answer';
import { type Join, joinSchema, type Leave, leaveSchema } from './rest.schema';
import { VoiceErrorsInterceptor } from './voice-errors.interceptor';
import { VoiceChannelsService } from './voice-channels.service';

/** Into voice channels and out of them: what `/voice join` and `/voice leave` do in Discord. */
@ApiTag('Discord')
@Controller('voice')
@UseInterceptors(DatabaseUnavailableInterceptor, VoiceErrorsInterceptor)
export class VoiceController {
  constructor(private readonly channels: VoiceChannelsService) {}

  @Get('connections')
  @ApiRoute({
    id: 'listConnections',
    scope: 'admin',
    summary:
      'The voice channels that bots are in: with whom, whether they listen, and how people are told.',
    responses: { 200: z.array(connectionSchema) },
  })
  connections(): ConnectionJson[] {
    return this.channels.statuses().map(toConnectionJson);
  }

  @Post('join')
  @ApiRoute({
    id: 'joinChannel',
    scope: 'admin',
    summary: 'Joins, or moves to, a channel; answers when the bot can be heard there.',
    body: joinSchema,
    example: { guild_id: '123456789012345678', channel_id: '234567890123456789' },
    responses: { 200: joinedSchema, 502: NOT_LET_IN, 503: NO_BOT },
  })
  async join(@Body() request: Join) {
    const { channelId, channelName, agentName } = await this.channels.join(request);
    return { success: true as const, message: `${agentName} is in ${channelName}`, channelId };
  }

  @Post('leave')
  @ApiRoute({
    id: 'leaveChannel',
    scope: 'admin',
    summary: 'Leaves; the body may be empty as long as the bot is in one channel only.',
    body: leaveSchema,
    example: { guild_id: '123456789012345678' },
    responses: { 200: doneSchema, 404: NOT_THERE },
  })
  async leave(@Body() request: Leave) {
    await this.channels.leave(request);
    return { success: true as const, message: 'Left the voice channel' };
  }
}
