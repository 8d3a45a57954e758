import { Body, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';
import { z } from 'zod';

import { ZodValidationPipe } from '../http';
import { type Reply, replySchema } from './reply.schema';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

/** Replies of workflows that answer by calling the server (N8N_REPLY_MODE=callback). */
@Controller()
export class RepliesController {
  constructor(private readonly replies: ReplyDelivery) {}

  /** 202 when the session's turn takes the reply; 404 when none waits for it (any more). */
  @Post('api/sessions/:id/reply')
  @HttpCode(202)
  reply(
    @Param('id', sessionId) id: string,
    @Body(new ZodValidationPipe(replySchema)) { text, options }: Reply,
  ): void {
    if (this.replies.deliver(id, text, options)) return;
    throw new NotFoundException('No turn of this session waits for a reply');
  }
}
