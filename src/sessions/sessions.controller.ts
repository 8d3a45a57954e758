import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ConversationService } from '../conversation';
import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { LlmService } from '../llm';
import { VoiceService } from '../voice';
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
import { SessionsService } from './sessions.service';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');

@Controller('api/sessions')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly conversations: ConversationService,
    private readonly voice: VoiceService,
    private readonly llm: LlmService,
  ) {}

  @Get()
  async list(
    @Query(new ZodValidationPipe(listSessionsSchema, 'query')) query: ListSessions,
  ): Promise<SessionJson[]> {
    return (await this.sessions.list(query)).map(toSessionJson);
  }

  /** Those in memory, whether somebody talks in them now or did a moment ago. */
  @Get('active')
  active(): ActiveSessionJson[] {
    return this.conversations.getActiveSessions().map(toActiveSessionJson);
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
