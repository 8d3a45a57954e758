import { Body, Controller, Param, Post, Query } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';

import { ApiRoute, ApiTag, idParams, namedTurn, requireTaken } from '../http';
import { type Reply, type ReplyQuery, replyQuerySchema, replySchema } from './reply.schema';

/** Replies of workflows that answer by calling the server, before or after the answer to their request. */
@ApiTag('Sessions')
@Controller()
export class RepliesController {
  constructor(private readonly replies: ReplyDelivery) {}

  @Post('api/sessions/:id/reply')
  @ApiRoute({
    id: 'replyToTurn',
    scope: 'talk',
    session: { param: 'id', right: 'continue' },
    summary: 'A workflow’s late answer (N8N_REPLY_MODE=callback) to a turn that waits for it.',
    params: idParams,
    query: replyQuerySchema,
    body: replySchema,
    example: { text: 'Your table is booked.' },
    responses: {
      202: null,
      404: 'The turn does not wait for a reply (any more).',
      409: 'The reply is for another turn than the one that waits, or names none and may be.',
    },
  })
  reply(
    @Param('id') id: string,
    @Query() query: ReplyQuery,
    @Body() { text, options, ...named }: Reply,
  ): void {
    const turn = namedTurn(query, named);
    const reply = { text, options, ...(turn.id === undefined ? {} : { turnId: turn.id }) };
    requireTaken(this.replies.deliver(id, reply), turn.field, turn.id !== undefined);
  }
}
