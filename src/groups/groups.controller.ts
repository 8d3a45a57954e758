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
import type { Response } from 'express';
import { z } from 'zod';

import { linkToNext, type Page, pageSchemaOf } from '../accounts';
import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams, linkSchema } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type CreateGroup,
  createGroupSchema,
  type GroupJson,
  groupSchema,
  toGroupJson,
  type UpdateGroup,
  updateGroupSchema,
} from './group.schema';
import { GroupsService } from './groups.service';

const LIST = 'groups';
const NOT_FOUND = 'There is no such group, or whoever asks is not in it.';

@ApiTag('Groups')
@Controller('api/groups')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @Get()
  @ApiRoute({
    id: 'listGroups',
    scope: 'known',
    keysOnly: true,
    summary: 'Those that whoever asks is in, the newest first; for admins of the server all.',
    query: pageSchemaOf(LIST),
    responses: {
      200: {
        content: { 'application/json': z.array(groupSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Caller() caller: Identity,
    @Query() page: Page,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GroupJson[]> {
    const { rows, next } = await this.groups.page(caller, page);
    if (next !== undefined) {
      response.setHeader('Link', linkToNext('/api/groups', LIST, next, page));
    }
    return rows.map(toGroupJson);
  }

  @Post()
  @ApiRoute({
    id: 'createGroup',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Whoever makes a group owns it.',
    body: createGroupSchema,
    example: { name: 'Support' },
    responses: { 201: groupSchema, 409: 'They are in too many groups.' },
  })
  async create(@Caller() caller: Identity, @Body() request: CreateGroup): Promise<GroupJson> {
    return toGroupJson(await this.groups.create(caller, request));
  }

  @Patch(':id')
  @ApiRoute({
    id: 'updateGroup',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Gives it another name: for its admins and owners.',
    params: idParams,
    body: updateGroupSchema,
    example: { name: 'Support at night' },
    responses: { 200: groupSchema, 404: NOT_FOUND },
  })
  async update(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() request: UpdateGroup,
  ): Promise<GroupJson> {
    return toGroupJson(await this.groups.update(caller, id, request));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteGroup',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Deletes it with its invites: for its owners.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND },
  })
  async remove(@Caller() caller: Identity, @Param('id') id: string): Promise<void> {
    await this.groups.remove(caller, id);
  }
}
