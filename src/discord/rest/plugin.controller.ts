import { Body, Controller, Get, Param, Post, UseInterceptors } from '@nestjs/common';
import { givenId } from '@vox/protocol';
import { z } from 'zod';

import { AgentsService } from '../../agents';
import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../../http';
import {
  doneSchema,
  NO_BOT,
  NOT_LET_IN,
  NOT_THERE,
  pluginJoinedSchema,
  pluginStatusSchema,
} from './rest.answer';
import {
  type PluginJoin,
  pluginJoinSchema,
  type PluginLeave,
  pluginLeaveSchema,
} from './rest.schema';
import { VoiceErrorsInterceptor } from './voice-errors.interceptor';
import { VoiceChannelsService } from './voice-channels.service';

/** One agent in voice channels, as the predecessor's page asks for it. Ids are strings. */
@ApiTag('Discord')
@Controller('api/plugins/discord/voice')
@UseInterceptors(DatabaseUnavailableInterceptor, VoiceErrorsInterceptor)
export class PluginController {
  constructor(
    private readonly channels: VoiceChannelsService,
    private readonly agents: AgentsService,
  ) {}

  @Post('join')
  @ApiRoute({
    id: 'joinChannelAsAgent',
    scope: 'admin',
    summary: 'Joins, or moves to, a channel with one agent.',
    body: pluginJoinSchema,
    responses: { 200: pluginJoinedSchema, 502: NOT_LET_IN, 503: NO_BOT },
  })
  async join(@Body() request: PluginJoin) {
    const status = await this.channels.join(request);
    return {
      success: true as const,
      guild_id: status.guildId,
      guild_name: status.guildName,
      channel_id: status.channelId,
      channel_name: status.channelName,
      agent_id: status.agentId,
      agent_name: status.agentName,
      // One in mode `room`; everybody's own begins when they first speak.
      session_id: status.mode === 'room' ? (status.sessions[0]?.sessionId ?? null) : null,
    };
  }

  @Post('leave')
  @ApiRoute({
    id: 'leaveChannelAsAgent',
    scope: 'admin',
    summary: 'Leaves the channel that one agent is in.',
    body: pluginLeaveSchema,
    responses: { 200: doneSchema, 404: NOT_THERE },
  })
  async leave(@Body() request: PluginLeave) {
    await this.channels.leave(request);
    return { success: true as const, message: 'Left the voice channel' };
  }

  @Get('status/:agent_id')
  @ApiRoute({
    id: 'getAgentChannels',
    scope: 'admin',
    summary: 'Where an agent is.',
    params: z.object({ agent_id: givenId() }),
    responses: { 200: pluginStatusSchema, 404: 'There is no such agent.' },
  })
  async status(@Param('agent_id') id: string) {
    const { name } = await this.agents.get(id);
    const user = this.channels.botOf(id)?.client.user;
    const statuses = this.channels.statuses(id);
    return {
      agent_id: id,
      agent_name: name,
      bot: { ready: user !== undefined, username: user?.username ?? null, id: user?.id ?? null },
      connections: statuses.map((status) => ({
        guild_id: status.guildId,
        guild_name: status.guildName,
        channel_id: status.channelId,
        channel_name: status.channelName,
        connected: status.status === 'ready',
      })),
      active_sessions: statuses.reduce((count, { sessions }) => count + sessions.length, 0),
    };
  }
}
