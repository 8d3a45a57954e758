import type { ServerResponse } from 'node:http';

import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ConversationService } from '../conversation';
import {
  ApiRoute,
  ApiTag,
  DatabaseUnavailableInterceptor,
  idParams,
  ServiceErrorsInterceptor,
} from '../http';
import { Caller, type Identity, mayKnow } from '../identity';
import { LlmService } from '../llm';
import { VoiceService } from '../voice';
import { AddedMessages } from './added-messages';
import { type AddMessage, addMessageSchema } from './message.schema';
import {
  type ActiveSessionJson,
  activeSessionSchema,
  type ListMessages,
  listMessagesSchema,
  type ListSessions,
  listSessionsSchema,
  type MessageJson,
  messageSchema,
  type SessionJson,
  sessionSchema,
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
import { SessionList } from './session-list';
import { SessionMessages } from './session-messages';
import { SessionsService } from './sessions.service';

const NOT_FOUND = 'There is no such session.';

@ApiTag('Sessions')
@Controller('api/sessions')
@UseInterceptors(DatabaseUnavailableInterceptor, ServiceErrorsInterceptor)
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
  @ApiRoute({
    id: 'listSessions',
    scope: 'read',
    summary: 'The last active first; the last row’s `cursor` leads to the next page.',
    query: listSessionsSchema,
    responses: { 200: z.array(sessionSchema) },
  })
  async list(@Caller() caller: Identity, @Query() query: ListSessions): Promise<SessionJson[]> {
    return (await this.stored.page(caller, query)).map(toSessionJson);
  }

  @Post()
  @ApiRoute({
    id: 'createSession',
    scope: 'talk',
    summary:
      'Makes one that nobody has talked in yet. Its user opens it, on any channel, by its `id` (`session_id`).',
    body: createSessionSchema,
    example: { user_id: 'ann', title: 'Groceries', metadata: { order: 17 } },
    responses: { 201: sessionSchema },
  })
  async create(@Caller() caller: Identity, @Body() request: CreateSession): Promise<SessionJson> {
    return toSessionJson(await this.sessions.create(caller, request));
  }

  @Get('active')
  @ApiRoute({
    id: 'listActiveSessions',
    scope: 'read',
    summary:
      'Those in memory, the last used first: somebody talks in them now, or did a moment ago.',
    responses: { 200: z.array(activeSessionSchema) },
  })
  active(@Caller() caller: Identity): ActiveSessionJson[] {
    const known = this.conversations.getActiveSessions().filter((one) => mayKnow(caller, one));
    return known.map(toActiveSessionJson);
  }

  @Get(':id')
  @ApiRoute({
    id: 'getSession',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'One.',
    params: idParams,
    responses: { 200: sessionSchema, 404: NOT_FOUND },
  })
  async get(@Param('id') id: string): Promise<SessionJson> {
    return toSessionJson(await this.stored.get(id));
  }

  @Patch(':id')
  @ApiRoute({
    id: 'updateSession',
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    summary: 'Changes what the body names; nothing else of a session can be changed.',
    params: idParams,
    body: updateSessionSchema,
    example: { title: 'Groceries for Sunday' },
    responses: { 200: sessionSchema, 404: NOT_FOUND },
  })
  async update(@Param('id') id: string, @Body() request: UpdateSession): Promise<SessionJson> {
    return toSessionJson(await this.sessions.update(id, request));
  }

  @Post(':id/end')
  @ApiRoute({
    id: 'endSession',
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    summary: 'Ends it, and hangs up on whoever talks in it. Who opens it again goes on with it.',
    params: idParams,
    responses: {
      200: sessionSchema,
      404: NOT_FOUND,
      409: 'Somebody talks in it at another server.',
    },
  })
  async end(@Param('id') id: string): Promise<SessionJson> {
    return toSessionJson(await this.sessions.end(id));
  }

  @Get(':id/messages')
  @ApiRoute({
    id: 'listMessages',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'The newest ones, oldest first; the first row’s `cursor` leads to those before.',
    params: idParams,
    query: listMessagesSchema,
    responses: { 200: z.array(messageSchema), 404: NOT_FOUND },
  })
  async messages(@Param('id') id: string, @Query() query: ListMessages): Promise<MessageJson[]> {
    return (await this.said.page(id, query)).map(toMessageJson);
  }

  @Post(':id/messages')
  @ApiRoute({
    id: 'addMessage',
    scope: 'talk',
    session: { param: 'id', right: 'continue' },
    summary: 'Adds what nobody has to say: the model is given it with the next turn.',
    params: idParams,
    body: addMessageSchema,
    example: {
      role: 'user',
      content: 'I am allergic to nuts.',
      turn_id: '0b4f8f0e-1f4e-4d3c-8a55-5a4b3c2d1e0f',
    },
    responses: {
      200: {
        description: 'It was there already.',
        content: { 'application/json': messageSchema },
      },
      201: messageSchema,
      404: NOT_FOUND,
      409: 'Its turn has other words.',
    },
  })
  async add(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() request: AddMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<MessageJson> {
    const { message, isNew } = await this.added.add(caller, id, request);
    response.statusCode = isNew ? 201 : 200;
    return toMessageJson(message);
  }

  @Post(':id/cancel')
  @ApiRoute({
    id: 'cancelAnswer',
    scope: 'talk',
    session: { param: 'id', right: 'continue' },
    summary:
      'Ends the answer that is being made or spoken, at the word that was heard; the conversation goes on.',
    params: idParams,
    responses: {
      200: z.object({ cancelled: z.boolean().describe('False when there was no answer.') }),
    },
  })
  cancel(@Param('id') id: string): { readonly cancelled: boolean } {
    const isSilenced = this.voice.stopAnswer(id);
    // A reply that no voice speaks, for one.
    const isCancelled = this.llm.cancelGeneration(id);
    return { cancelled: isSilenced || isCancelled };
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteSession',
    audited: true,
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    summary: 'Deletes it with all its words.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.sessions.remove(id);
  }
}
