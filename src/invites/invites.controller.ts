import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { MAX_INVITES_PER_SESSION, TooManyInvitesError, UnknownSessionError } from './invite-book';
import {
  type BookedInviteJson,
  type CreateInvite,
  createInviteSchema,
  type InviteJson,
  toBookedInviteJson,
  toInviteJson,
} from './invite.schema';
import { Invites } from './invites';

const sessionId = new ZodValidationPipe(z.uuid(), 'id');
const inviteId = new ZodValidationPipe(z.uuid(), 'invite_id');

/** Invitations to a session: who may ask for one may give it to anybody. */
@Controller('api/sessions/:id/invites')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class InvitesController {
  constructor(private readonly invites: Invites) {}

  /** 404 when there is no such session; 409 when it has too many. */
  @Post()
  async create(
    @Param('id', sessionId) id: string,
    @Body(new ZodValidationPipe(createInviteSchema)) request: CreateInvite,
  ): Promise<InviteJson> {
    const guest = { id: request.guest_id, name: request.name };
    const validityMs = request.expires_in_s * 1000;
    try {
      return toInviteJson(await this.invites.create(id, guest, validityMs, request.max_uses));
    } catch (error) {
      if (error instanceof UnknownSessionError) {
        throw new NotFoundException('There is no such session');
      }
      if (!(error instanceof TooManyInvitesError)) throw error;
      const message = `The session has ${MAX_INVITES_PER_SESSION} invites: take one back first`;
      throw new ConflictException(message);
    }
  }

  @Get()
  async list(@Param('id', sessionId) id: string): Promise<BookedInviteJson[]> {
    return (await this.invites.list(id)).map(toBookedInviteJson);
  }

  /** Takes it back, also from who takes part with it just now. */
  @Delete(':invite_id')
  @HttpCode(204)
  async revoke(
    @Param('id', sessionId) id: string,
    @Param('invite_id', inviteId) invite: string,
  ): Promise<void> {
    if (await this.invites.revoke(id, invite)) return;
    throw new NotFoundException('There is no such invite (any more)');
  }
}
