import {
  Body,
  ConflictException,
  Controller,
  NotFoundException,
  Post,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Request, Response } from 'express';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { Caller, type Identity } from '../identity';
import { assertMayTry, Limits } from '../limits';
import { type GroupJson, groupSchema, toGroupJson } from './group.schema';
import { type JoinGroup, joinGroupSchema } from './group-invite.schema';
import { GroupInvitesService } from './group-invites.service';
import { GroupsService } from './groups.service';

/** The way into a group. Who tries tokens is slowed down as who tries keys. */
@ApiTag('Groups')
@Controller('api/groups/join')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class JoinGroupController {
  constructor(
    private readonly invites: GroupInvitesService,
    private readonly groups: GroupsService,
    private readonly limits: Limits,
  ) {}

  @Post()
  @ApiRoute({
    id: 'joinGroup',
    scope: 'known',
    keysOnly: true,
    audited: true,
    summary:
      'Makes whoever asks a member, by an invite. Who is one becomes what it is for where that is more; else it is not used up.',
    body: joinGroupSchema,
    example: { token: 'voxg_…' },
    responses: {
      200: groupSchema,
      404: 'The invite has expired, is used up or was taken back, or none was made like it.',
      409: 'They are in too many groups, the group has too many members, or no user asks.',
      429: 'Too many that are wrong came from there.',
    },
  })
  async join(
    @Caller() caller: Identity,
    @Body() { token }: JoinGroup,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GroupJson> {
    if (caller.ownerId === null) {
      throw new ConflictException('The server itself is in no group: users join');
    }
    const address = this.limits.addressOf(request);
    assertMayTry(this.limits, address, response);
    const id = await this.invites.join(caller.ownerId, token);
    if (id === undefined) {
      this.limits.failedKeys.count(address, 'invite');
      throw new NotFoundException('The invite is not good (any more)');
    }
    return toGroupJson(await this.groups.get(caller, id));
  }
}
