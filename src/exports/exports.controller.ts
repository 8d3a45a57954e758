import {
  Body,
  Controller,
  Delete,
  Get,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type CreateExport,
  createExportSchema,
  type ExportJson,
  exportSchema,
  type ExportSession,
  exportSessionSchema,
} from './export.schema';
import { ExportSource } from './export-source';
import { beginning, FILES, toFile } from './export-reply';
import { ExportsService } from './exports.service';

const NOT_FOUND = 'There is no such export, it has expired, or something in it was deleted.';

@ApiTag('Exports')
@Controller()
@UseInterceptors(DatabaseUnavailableInterceptor)
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly source: ExportSource,
  ) {}

  @Post('api/sessions/:id/export')
  @ApiRoute({
    id: 'exportSession',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'One session, as a file, at once.',
    params: idParams,
    query: exportSessionSchema,
    responses: { 200: { content: FILES }, 404: 'There is no such session.' },
  })
  async session(
    @Param('id') id: string,
    @Query() { format }: ExportSession,
  ): Promise<StreamableFile> {
    const text = await beginning(this.source.text({ sessionId: id }, format));
    if (text === undefined) throw new NotFoundException('There is no such session');
    return toFile(text, `session-${id}`, format);
  }

  @Post('api/exports')
  @ApiRoute({
    id: 'createExport',
    scope: 'read',
    keysOnly: true,
    summary: 'Has a file made of one session, of all of one user’s, or of all that a group shares.',
    description:
      'It is kept for a day, on the server that was asked, and is gone when anything in it is deleted.',
    body: createExportSchema,
    example: { user_id: 'ann', format: 'markdown' },
    responses: { 202: exportSchema },
  })
  create(@Caller() caller: Identity, @Body() request: CreateExport): Promise<ExportJson> {
    return this.exports.create(caller, request);
  }

  @Get('api/exports/:id')
  @ApiRoute({
    id: 'getExport',
    scope: 'read',
    keysOnly: true,
    summary: 'The file; 202 and its `state` while it is made.',
    params: idParams,
    responses: { 200: { content: FILES }, 202: exportSchema, 404: NOT_FOUND },
  })
  async get(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | ExportJson> {
    const { about, json, text } = await this.exports.get(caller, id);
    if (text !== undefined) return toFile(text, `export-${id}`, about.format);
    response.status(202);
    return json;
  }

  @Delete('api/exports/:id')
  @ApiRoute({
    id: 'deleteExport',
    scope: 'read',
    keysOnly: true,
    summary: 'Deletes it, also while it is made.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND },
  })
  async remove(@Caller() caller: Identity, @Param('id') id: string): Promise<void> {
    await this.exports.remove(caller, id);
  }
}
