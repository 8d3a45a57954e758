import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';
import { z } from 'zod';

import { namedTurn, requireTaken, ZodValidationPipe } from '../http';
import { type Reply, type ReplyQuery, replyQuerySchema, replySchema } from './reply.schema';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

/** Replies of workflows that answer by calling the server, before or after the answer to their request. */
@Controller()
export class RepliesController {
  constructor(private readonly replies: ReplyDelivery) {}

  /**
   * 202 when the turn takes the reply; 404 when it does not wait (any more); 409 when the reply is for another turn than
   * the one that waits, or names none and may be.
   */
  @Post('api/sessions/:id/reply')
  @HttpCode(202)
  reply(
    @Param('id', sessionId) id: string,
    @Query(new ZodValidationPipe(replyQuerySchema, 'turnId')) query: ReplyQuery,
    @Body(new ZodValidationPipe(replySchema)) { text, options, ...named }: Reply,
  ): void {
    const turn = namedTurn(query, named);
    const reply = { text, options, ...(turn.id === undefined ? {} : { turnId: turn.id }) };
    requireTaken(this.replies.deliver(id, reply), turn.field, turn.id !== undefined);
  }
}
