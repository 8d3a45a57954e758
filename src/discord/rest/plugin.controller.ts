import { Body, Controller, Get, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { AgentsService } from '../../agents';
import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../../http';
import {
  type PluginJoin,
  pluginJoinSchema,
  type PluginLeave,
  pluginLeaveSchema,
} from './rest.schema';
import { VoiceErrorsInterceptor } from './voice-errors.interceptor';
import { VoiceChannelsService } from './voice-channels.service';

const agentId = new ZodValidationPipe(z.uuid(), 'agent_id');

/** One agent in voice channels, as the predecessor's page asks for it. Ids are strings. */
@Controller('api/plugins/discord/voice')
@UseInterceptors(DatabaseUnavailableInterceptor, VoiceErrorsInterceptor)
export class PluginController {
  constructor(
    private readonly channels: VoiceChannelsService,
    private readonly agents: AgentsService,
  ) {}

  @Post('join')
  @HttpCode(200)
  async join(@Body(new ZodValidationPipe(pluginJoinSchema)) request: PluginJoin) {
    const status = await this.channels.join(request);
    return {
      success: true,
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
  @HttpCode(200)
  async leave(@Body(new ZodValidationPipe(pluginLeaveSchema)) request: PluginLeave) {
    await this.channels.leave(request);
    return { success: true, message: 'Left the voice channel' };
  }

  /** `bot` is the agent's own, else the server's. */
  @Get('status/:agent_id')
  async status(@Param('agent_id', agentId) id: string) {
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
