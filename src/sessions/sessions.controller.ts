import type { ServerResponse } from 'node:http';

import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ConversationService } from '../conversation';
import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { LlmService } from '../llm';
import { VoiceService } from '../voice';
import { AddedMessages } from './added-messages';
import { type AddMessage, addMessageSchema } from './message.schema';
import {
  type ActiveSessionJson,
  type ListMessages,
  listMessagesSchema,
  type ListSessions,
  listSessionsSchema,
  type MessageJson,
  type SessionJson,
  toActiveSessionJson,
  toMessageJson,
  toSessionJson,
} from './session.schema';
import {
  type CreateSession,
  createSessionSchema,
  type UpdateSession,
  updateSessionSchema,
} from './session-changes.schema';
import { SessionErrorsInterceptor } from './session-errors.interceptor';
import { SessionList } from './session-list';
import { SessionMessages } from './session-messages';
import { SessionsService } from './sessions.service';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

@Controller('api/sessions')
@UseInterceptors(DatabaseUnavailableInterceptor, SessionErrorsInterceptor)
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly stored: SessionList,
    private readonly said: SessionMessages,
    private readonly added: AddedMessages,
    private readonly conversations: ConversationService,
    private readonly voice: VoiceService,
    private readonly llm: LlmService,
  ) {}

  @Get()
  async list(
    @Query(new ZodValidationPipe(listSessionsSchema, 'query')) query: ListSessions,
  ): Promise<SessionJson[]> {
    return (await this.stored.page(query)).map(toSessionJson);
  }

  @Post()
  async create(
    @Body(new ZodValidationPipe(createSessionSchema)) request: CreateSession,
  ): Promise<SessionJson> {
    return toSessionJson(await this.sessions.create(request));
  }

  /** Those in memory, whether somebody talks in them now or did a moment ago. */
  @Get('active')
  active(): ActiveSessionJson[] {
    return this.conversations.getActiveSessions().map(toActiveSessionJson);
  }

  @Get(':id')
  async get(@Param('id', sessionId) id: string): Promise<SessionJson> {
    return toSessionJson(await this.stored.get(id));
  }

  @Patch(':id')
  async update(
    @Param('id', sessionId) id: string,
    @Body(new ZodValidationPipe(updateSessionSchema)) request: UpdateSession,
  ): Promise<SessionJson> {
    return toSessionJson(await this.sessions.update(id, request));
  }

  /** Hangs up on whoever talks in it; 409 when they do so at another server. */
  @Post(':id/end')
  @HttpCode(200)
  async end(@Param('id', sessionId) id: string): Promise<SessionJson> {
    return toSessionJson(await this.sessions.end(id));
  }

  @Get(':id/messages')
  async messages(
    @Param('id', sessionId) id: string,
    @Query(new ZodValidationPipe(listMessagesSchema, 'query')) query: ListMessages,
  ): Promise<MessageJson[]> {
    return (await this.said.page(id, query)).map(toMessageJson);
  }

  /** 201 for a message that is new, 200 for one that was there already. */
  @Post(':id/messages')
  async add(
    @Param('id', sessionId) id: string,
    @Body(new ZodValidationPipe(addMessageSchema)) request: AddMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<MessageJson> {
    const { message, isNew } = await this.added.add(id, request);
    response.statusCode = isNew ? 201 : 200;
    return toMessageJson(message);
  }

  /** Ends the answer that is being made or spoken, as an interruption would; the conversation goes on. */
  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Param('id', sessionId) id: string): { readonly cancelled: boolean } {
    const isSilenced = this.voice.stopAnswer(id);
    // A reply that no voice speaks, for one.
    const isCancelled = this.llm.cancelGeneration(id);
    return { cancelled: isSilenced || isCancelled };
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', sessionId) id: string): Promise<void> {
    await this.sessions.remove(id);
  }
}
