import { Body, ConflictException, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, idParams, ServiceErrorsInterceptor } from '../http';
import { VoiceService } from '../voice';
import { type Say, saySchema } from './say.schema';

/** What the agent is told to say to somebody who talks with it. */
@ApiTag('Sessions')
@Controller('api/sessions/:id/say')
@UseInterceptors(ServiceErrorsInterceptor)
export class SayController {
  constructor(private readonly voice: VoiceService) {}

  @Post()
  @ApiRoute({
    id: 'sayInSession',
    scope: 'talk',
    session: { param: 'id', right: 'continue' },
    summary: 'Has the agent say a text to who talks in the session.',
    params: idParams,
    body: saySchema,
    example: { text: 'Dinner is ready.', interrupt: true },
    responses: {
      202: z.object({ turn_id: z.uuid().describe('The turn that keeps what was heard of it.') }),
      409: 'Nobody talks in it at this server.',
    },
  })
  async say(
    @Param('id') id: string,
    @Body() { text, interrupt }: Say,
  ): Promise<{ readonly turn_id: string }> {
    if ((await this.voice.liveInfo(id)) === undefined) {
      throw new ConflictException('Nobody is talking in this session at this server');
    }
    return { turn_id: await this.voice.announce(id, text, interrupt) };
  }
}
