import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Param,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ZodValidationPipe } from '../http';
import { VoiceService } from '../voice';
import { type Say, saySchema } from './say.schema';
import { SessionErrorsInterceptor } from './session-errors.interceptor';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

/** What the agent is told to say to somebody who talks with it. */
@Controller('api/sessions/:id/say')
@UseInterceptors(SessionErrorsInterceptor)
export class SayController {
  constructor(private readonly voice: VoiceService) {}

  /** 202 with the turn that it will be; 409 when nobody is there to hear it. */
  @Post()
  @HttpCode(202)
  async say(
    @Param('id', sessionId) id: string,
    @Body(new ZodValidationPipe(saySchema)) { text, interrupt }: Say,
  ): Promise<{ readonly turn_id: string }> {
    if ((await this.voice.liveInfo(id)) === undefined) {
      throw new ConflictException('Nobody is talking in this session at this server');
    }
    return { turn_id: await this.voice.announce(id, text, interrupt) };
  }
}
