import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  NotFoundException,
  Param,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { givenId } from '@vox/protocol';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { MAX_INVITES_PER_SESSION, TooManyInvitesError, UnknownSessionError } from './invite-book';
import {
  type BookedInviteJson,
  bookedInviteSchema,
  type CreateInvite,
  createInviteSchema,
  type InviteJson,
  inviteSchema,
  toBookedInviteJson,
  toInviteJson,
} from './invite.schema';
import { Invites } from './invites';

const NO_SESSION = 'There is no such session.';

/** Invitations to a session: who may ask for one may give it to anybody. */
@ApiTag('Sessions')
@Controller('api/sessions/:id/invites')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class InvitesController {
  constructor(private readonly invites: Invites) {}

  @Post()
  @ApiRoute({
    id: 'createInvite',
    scope: 'talk',
    keysOnly: true,
    session: { param: 'id', right: 'change' },
    summary:
      'Lets somebody take part in a session that goes on: `invite` for a socket, `path` for the page.',
    params: idParams,
    body: createInviteSchema,
    example: { name: 'Ben', expires_in_s: 3600, max_uses: 1 },
    responses: {
      201: inviteSchema,
      404: NO_SESSION,
      409: 'The session has too many: take one back first.',
    },
  })
  async create(@Param('id') id: string, @Body() request: CreateInvite): Promise<InviteJson> {
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
  @ApiRoute({
    id: 'listInvites',
    scope: 'talk',
    keysOnly: true,
    session: { param: 'id', right: 'change' },
    summary: 'Those that have not expired, without what lets in.',
    params: idParams,
    responses: { 200: z.array(bookedInviteSchema) },
  })
  async list(@Param('id') id: string): Promise<BookedInviteJson[]> {
    return (await this.invites.list(id)).map(toBookedInviteJson);
  }

  @Delete(':invite_id')
  @ApiRoute({
    id: 'revokeInvite',
    scope: 'talk',
    keysOnly: true,
    session: { param: 'id', right: 'change' },
    summary: 'Takes it back; who takes part with it has to leave.',
    params: idParams.extend({ invite_id: givenId() }),
    responses: { 204: null, 404: 'There is no such invite (any more).' },
  })
  async revoke(@Param('id') id: string, @Param('invite_id') invite: string): Promise<void> {
    if (await this.invites.revoke(id, invite)) return;
    throw new NotFoundException('There is no such invite (any more)');
  }
}
