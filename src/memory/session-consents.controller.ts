import { Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Rememberer } from './rememberer';

const sessionConsentsSchema = z
  .object({
    memory: z
      .boolean()
      .describe('Who talks in it has allowed agents to remember facts for later conversations.'),
  })
  .meta({ id: 'SessionConsents' });

/** What the one who talks in a session has allowed. */
@ApiTag('Memory')
@Controller('api/sessions/:id/consents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SessionConsentsController {
  constructor(private readonly rememberer: Rememberer) {}

  @Get()
  @ApiRoute({
    id: 'getSessionConsents',
    scope: 'read',
    session: 'id',
    summary: 'What the one who talks in it has allowed. Nobody has allowed anything until they do.',
    params: idParams,
    responses: { 200: sessionConsentsSchema },
  })
  async get(@Param('id') id: string): Promise<z.output<typeof sessionConsentsSchema>> {
    return { memory: (await this.rememberer.of(id)) !== undefined };
  }
}
