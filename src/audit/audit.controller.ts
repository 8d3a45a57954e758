import { Controller, Get, Query, Res, UseInterceptors } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, linkSchema } from '../http';
import {
  type AuditEntryJson,
  auditEntrySchema,
  linkToNext,
  type ListAudit,
  listAuditSchema,
  toAuditEntryJson,
} from './audit.schema';
import { AuditLog } from './audit-log';

@ApiTag('Access')
@Controller('api/audit')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @ApiRoute({
    id: 'listAudit',
    scope: 'admin',
    summary:
      'Who changed what, the newest first: what needs `admin`, keys and tokens, and deletions.',
    query: listAuditSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(auditEntrySchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListAudit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuditEntryJson[]> {
    const page = await this.log.page(query);
    const last = page.at(-1);
    if (page.length === query.limit && last !== undefined) {
      response.setHeader('Link', linkToNext(query, last.cursor));
    }
    return page.map(toAuditEntryJson);
  }
}
