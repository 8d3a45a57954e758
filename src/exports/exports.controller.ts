import { Readable } from 'node:stream';

import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import {
  type CreateExport,
  createExportSchema,
  type ExportFormat,
  type ExportJson,
  type ExportSession,
  exportSessionSchema,
} from './export.schema';
import { ExportSource } from './export-source';
import { contentTypes, extensions } from './export-text';
import { ExportsService } from './exports.service';

const exportId = new ZodValidationPipe(z.uuid(), 'id');

@Controller()
@UseInterceptors(DatabaseUnavailableInterceptor)
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly source: ExportSource,
  ) {}

  /** One session, as a file, at once. */
  @Post('api/sessions/:id/export')
  @HttpCode(200)
  async session(
    @Param('id', exportId) id: string,
    @Query(new ZodValidationPipe(exportSessionSchema, 'query')) { format }: ExportSession,
  ): Promise<StreamableFile> {
    const text = this.source.text({ sessionId: id }, format);
    // What cannot be had is told before the answer has begun.
    const first = await text.next();
    if (first.done === true) throw new NotFoundException('There is no such session');
    return toFile(Readable.from(joined(first.value, text)), `session-${id}`, format);
  }

  /** 202: it is made in the background. */
  @Post('api/exports')
  @HttpCode(202)
  create(
    @Body(new ZodValidationPipe(createExportSchema)) request: CreateExport,
  ): Promise<ExportJson> {
    return this.exports.create(request);
  }

  /** The file, or 202 and its state while it is made. */
  @Get('api/exports/:id')
  async get(
    @Param('id', exportId) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | ExportJson> {
    const { about, json, text } = await this.exports.get(id);
    if (text !== undefined) return toFile(text, `export-${id}`, about.format);
    response.status(202);
    return json;
  }

  @Delete('api/exports/:id')
  @HttpCode(204)
  async remove(@Param('id', exportId) id: string): Promise<void> {
    await this.exports.remove(id);
  }
}

function toFile(text: Readable, name: string, format: ExportFormat): StreamableFile {
  return new StreamableFile(text, {
    type: contentTypes[format],
    disposition: `attachment; filename="${name}.${extensions[format]}"`,
  });
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
