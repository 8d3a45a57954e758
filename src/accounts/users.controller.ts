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

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams, linkSchema } from '../http';
import { linkToNext, type Page, pageSchemaOf } from './account-page';
import {
  type CreateUser,
  createUserSchema,
  toUserJson,
  type UpdateUser,
  updateUserSchema,
  type UserJson,
  userSchema,
} from './user.schema';
import { UsersService } from './users.service';

const LIST = 'users';
const NOT_FOUND = 'There is no such user.';
const TAKEN = 'Somebody has this address, or is that Discord user.';

@ApiTag('Access')
@Controller('api/users')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @ApiRoute({
    id: 'listUsers',
    scope: 'admin',
    summary: 'The newest first.',
    query: pageSchemaOf(LIST),
    responses: {
      200: {
        content: { 'application/json': z.array(userSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() page: Page,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserJson[]> {
    const { rows, next } = await this.users.page(page);
    if (next !== undefined) {
      response.setHeader('Link', linkToNext('/api/users', LIST, next, page));
    }
    return rows.map(toUserJson);
  }

  @Get(':id')
  @ApiRoute({
    id: 'getUser',
    scope: 'admin',
    summary: 'One.',
    params: idParams,
    responses: { 200: userSchema, 404: NOT_FOUND },
  })
  async get(@Param('id') id: string): Promise<UserJson> {
    return toUserJson(await this.users.get(id));
  }

  @Post()
  @ApiRoute({
    id: 'createUser',
    scope: 'admin',
    summary: 'Somebody who has keys, and sessions of their own.',
    body: createUserSchema,
    example: { display_name: 'Ann' },
    responses: { 201: userSchema, 409: TAKEN },
  })
  async create(@Body() request: CreateUser): Promise<UserJson> {
    return toUserJson(await this.users.create(request));
  }

  @Patch(':id')
  @ApiRoute({
    id: 'updateUser',
    scope: 'admin',
    summary: 'Changes what the body names.',
    params: idParams,
    body: updateUserSchema,
    example: { is_active: true },
    responses: { 200: userSchema, 404: NOT_FOUND, 409: TAKEN },
  })
  async update(@Param('id') id: string, @Body() request: UpdateUser): Promise<UserJson> {
    return toUserJson(await this.users.update(id, request));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteUser',
    scope: 'admin',
    summary: 'Deletes them with their keys.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND, 409: 'Sessions are theirs: delete those first.' },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.users.remove(id);
  }
}
