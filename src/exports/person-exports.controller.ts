import {
  Controller,
  Get,
  NotFoundException,
  Param,
  Post,
  type StreamableFile,
  UseInterceptors,
} from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity, People } from '../identity';
import { EverythingSource } from './everything-source';
import { type ExportJson, exportSchema } from './export.schema';
import { beginning, FILES, toFile } from './export-reply';
import { ExportsService } from './exports.service';

const NOT_FOUND = 'There is no such user, or it is somebody else.';
const WHAT =
  'A line of JSON for each row of each table that is theirs, with the table as `type`: account, keys without what lets in, sessions, turns with calls of tools and usage, messages, settings, and what is on record about them.';

/** Everything that is somebody's. */
@ApiTag('Exports')
@Controller('api/users/:id/export')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class PersonExportsController {
  constructor(
    private readonly people: People,
    private readonly everything: EverythingSource,
    private readonly exports: ExportsService,
  ) {}

  @Get()
  @ApiRoute({
    id: 'exportUser',
    scope: 'read',
    keysOnly: true,
    audited: true,
    summary: 'Everything that is held of somebody, at once: for admins, and for themselves.',
    description: WHAT,
    params: idParams,
    responses: {
      200: { content: { 'application/jsonl': FILES['application/jsonl'] } },
      404: NOT_FOUND,
    },
  })
  async get(@Caller() caller: Identity, @Param('id') id: string): Promise<StreamableFile> {
    const person = await this.people.user(caller, id);
    const text = await beginning(this.everything.text(person));
    if (text === undefined) throw new NotFoundException('There is no such user');
    return toFile(text, `user-${id}`, 'everything');
  }

  @Post()
  @ApiRoute({
    id: 'createUserExport',
    scope: 'read',
    keysOnly: true,
    audited: true,
    summary: 'The same as a file that is made in the background: `GET /api/exports/{id}` gives it.',
    params: idParams,
    responses: { 202: exportSchema, 404: NOT_FOUND },
  })
  async create(@Caller() caller: Identity, @Param('id') id: string): Promise<ExportJson> {
    return this.exports.createOf(caller, await this.people.user(caller, id));
  }
}
