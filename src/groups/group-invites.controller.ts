import { Body, Controller, Delete, Get, Param, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type CreateGroupInvite,
  createGroupInviteSchema,
  type GroupInviteJson,
  groupInviteParams,
  groupInviteSchema,
  type MadeGroupInviteJson,
  madeGroupInviteSchema,
  toGroupInviteJson,
} from './group-invite.schema';
import { GroupInvitesService } from './group-invites.service';

const NOT_FOUND = 'There is no such group, or whoever asks is not in it.';

/** Invites to a group: whoever has one may join, once they are a user of this server. */
@ApiTag('Groups')
@Controller('api/groups/:id/invites')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class GroupInvitesController {
  constructor(private readonly invites: GroupInvitesService) {}

  @Post()
  @ApiRoute({
    id: 'createGroupInvite',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Lets users join with its `token`: for admins and owners of the group.',
    description: 'It is good until it expires, is used up or taken back, or who made it leaves.',
    params: idParams,
    body: createGroupInviteSchema,
    example: { role: 'member', expires_in_s: 86_400, max_uses: 1 },
    responses: { 201: madeGroupInviteSchema, 404: NOT_FOUND, 409: 'The group has too many.' },
  })
  async create(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() request: CreateGroupInvite,
  ): Promise<MadeGroupInviteJson> {
    const { row, token } = await this.invites.create(caller, id, request);
    return { ...toGroupInviteJson(row), token };
  }

  @Get()
  @ApiRoute({
    id: 'listGroupInvites',
    scope: 'read',
    keysOnly: true,
    summary: 'Those that have not expired, the newest first, without what lets join.',
    params: idParams,
    responses: { 200: z.array(groupInviteSchema), 404: NOT_FOUND },
  })
  async list(@Caller() caller: Identity, @Param('id') id: string): Promise<GroupInviteJson[]> {
    return (await this.invites.list(caller, id)).map(toGroupInviteJson);
  }

  @Delete(':invite_id')
  @ApiRoute({
    id: 'revokeGroupInvite',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Takes it back; who has joined with it stays.',
    params: groupInviteParams,
    responses: { 204: null, 404: 'There is no such invite (any more), or no such group.' },
  })
  async revoke(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('invite_id') invite: string,
  ): Promise<void> {
    await this.invites.revoke(caller, id, invite);
  }
}
