import { Body, ConflictException, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';

import { AppConfig } from '../config';
import { ApiRoute, ApiTag, idParams } from '../http';
import { Caller, type Identity, isAdmin, mayKnow } from '../identity';
import { VoiceService } from '../voice';
import { type LiveJson, liveSchema, type Mute, muteSchema, toLiveSessionJson } from './live.schema';

/** Who talks where, as it is now, and whether they are answered. */
@ApiTag('Sessions')
@Controller('api/sessions')
export class LiveController {
  constructor(
    private readonly voice: VoiceService,
    private readonly config: AppConfig,
  ) {}

  @Get('live')
  @ApiRoute({
    id: 'listLiveSessions',
    scope: 'read',
    summary:
      'Those that somebody talks in at this server, as they are now; who came last comes first.',
    responses: { 200: liveSchema },
  })
  list(@Caller() caller: Identity): LiveJson {
    const known = this.voice.live.views.filter(({ info }) =>
      mayKnow(caller, { ...info, agentId: info.agent.id }),
    );
    const isTold = isAdmin(caller);
    return {
      sessions: known.map(toLiveSessionJson),
      live: isTold ? this.voice.liveSessions : null,
      capacity: isTold ? this.config.server.MAX_SESSIONS : null,
    };
  }

  @Post(':id/mute')
  @ApiRoute({
    id: 'muteAgent',
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    summary:
      'The agent stops and answers nobody, until it is told otherwise or all have left: what is said is kept, and what it is told to say (`/say`) it says.',
    params: idParams,
    body: muteSchema,
    example: { muted: true },
    responses: {
      200: z.object({ muted: z.boolean() }),
      409: 'Nobody talks in it at this server.',
    },
  })
  async mute(
    @Param('id') id: string,
    @Body() { muted }: Mute,
  ): Promise<{ readonly muted: boolean }> {
    if (await this.voice.live.mute(id, muted)) return { muted };
    throw new ConflictException('Nobody is talking in this session at this server');
  }
}
