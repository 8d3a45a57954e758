import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { SessionTurns } from './session-turns';
import { type ListTurns, listTurnsSchema, toTurnJson, type TurnJson } from './turn.schema';

const id = new ZodValidationPipe(z.uuid(), 'id');

/** How turns went, stage by stage. */
@Controller('api')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class TurnsController {
  constructor(private readonly turns: SessionTurns) {}

  @Get('sessions/:id/turns')
  async list(
    @Param('id', id) sessionId: string,
    @Query(new ZodValidationPipe(listTurnsSchema, 'query')) query: ListTurns,
  ): Promise<TurnJson[]> {
    return (await this.turns.page(sessionId, query)).map(toTurnJson);
  }

  @Get('turns/:id')
  async get(@Param('id', id) turnId: string): Promise<TurnJson> {
    return toTurnJson(await this.turns.get(turnId));
  }
}
