import { Body, Controller, Delete, Get, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type MemberJson,
  memberParams,
  memberSchema,
  toMemberJson,
  type UpdateMember,
  updateMemberSchema,
} from './group-member.schema';
import { GroupMembersService } from './group-members.service';

const NOT_FOUND = 'There is no such group or member, or whoever asks is not in it.';
const LAST_OWNER = 'They are its last owner.';

@ApiTag('Groups')
@Controller('api/groups/:id')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class GroupMembersController {
  constructor(private readonly members: GroupMembersService) {}

  @Get('members')
  @ApiRoute({
    id: 'listGroupMembers',
    scope: 'read',
    keysOnly: true,
    summary: 'Who is in it, who came first first: for its members, not for its guests.',
    params: idParams,
    responses: { 200: z.array(memberSchema), 404: NOT_FOUND },
  })
  async list(@Caller() caller: Identity, @Param('id') id: string): Promise<MemberJson[]> {
    return (await this.members.list(caller, id)).map(toMemberJson);
  }

  @Patch('members/:user_id')
  @ApiRoute({
    id: 'updateGroupMember',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary:
      'Gives a member another role: for admins and owners of the group, up to their own. Who becomes less loses the invites that they have made.',
    params: memberParams,
    body: updateMemberSchema,
    example: { role: 'owner' },
    responses: { 200: memberSchema, 404: NOT_FOUND, 409: LAST_OWNER },
  })
  async update(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('user_id') userId: string,
    @Body() request: UpdateMember,
  ): Promise<MemberJson> {
    return toMemberJson(await this.members.change(caller, id, userId, request));
  }

  @Delete('members/:user_id')
  @ApiRoute({
    id: 'removeGroupMember',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary:
      'Takes somebody out, with the invites that they have made: for admins and owners of the group, up to their own role.',
    params: memberParams,
    responses: { 204: null, 404: NOT_FOUND, 409: LAST_OWNER },
  })
  async remove(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('user_id') userId: string,
  ): Promise<void> {
    await this.members.remove(caller, id, userId);
  }

  @Post('leave')
  @ApiRoute({
    id: 'leaveGroup',
    scope: 'known',
    keysOnly: true,
    audited: true,
    summary: 'Whoever asks is in it no longer.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND, 409: LAST_OWNER },
  })
  async leave(@Caller() caller: Identity, @Param('id') id: string): Promise<void> {
    await this.members.leave(caller, id);
  }
}
