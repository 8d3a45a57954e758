import { Controller, Delete, Get, HttpCode, Param, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import {
  type ListMessages,
  listMessagesSchema,
  type ListSessions,
  listSessionsSchema,
  type MessageJson,
  type SessionJson,
  toMessageJson,
  toSessionJson,
} from './session.schema';
import { SessionsService } from './sessions.service';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

@Controller('api/sessions')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  async list(
    @Query(new ZodValidationPipe(listSessionsSchema, 'query')) query: ListSessions,
  ): Promise<SessionJson[]> {
    return (await this.sessions.list(query)).map(toSessionJson);
  }

  @Get(':id')
  async get(@Param('id', sessionId) id: string): Promise<SessionJson> {
    return toSessionJson(await this.sessions.get(id));
  }

  @Get(':id/messages')
  async messages(
    @Param('id', sessionId) id: string,
    @Query(new ZodValidationPipe(listMessagesSchema, 'query')) query: ListMessages,
  ): Promise<MessageJson[]> {
    return (await this.sessions.messages(id, query)).map(toMessageJson);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', sessionId) id: string): Promise<void> {
    await this.sessions.remove(id);
  }
}
