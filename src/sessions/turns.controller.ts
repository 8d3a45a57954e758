import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity } from '../identity';
import { SessionTurns } from './session-turns';
import {
  type ListTurns,
  listTurnsSchema,
  toTurnJson,
  type TurnJson,
  turnSchema,
} from './turn.schema';

/** How turns went, stage by stage. */
@ApiTag('Sessions')
@Controller('api')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class TurnsController {
  constructor(private readonly turns: SessionTurns) {}

  @Get('sessions/:id/turns')
  @ApiRoute({
    id: 'listTurns',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary:
      'How its turns went, the last one first; the last row’s `cursor` leads to the next page.',
    params: idParams,
    query: listTurnsSchema,
    responses: { 200: z.array(turnSchema), 404: 'There is no such session.' },
  })
  async list(@Param('id') sessionId: string, @Query() query: ListTurns): Promise<TurnJson[]> {
    return (await this.turns.page(sessionId, query)).map(toTurnJson);
  }

  @Get('turns/:id')
  @ApiRoute({
    id: 'getTurn',
    scope: 'read',
    summary: 'One.',
    params: idParams,
    responses: { 200: turnSchema, 404: 'There is no such turn.' },
  })
  async get(@Caller() caller: Identity, @Param('id') turnId: string): Promise<TurnJson> {
    return toTurnJson(await this.turns.get(caller, turnId));
  }
}
