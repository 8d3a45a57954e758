import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import {
  type SessionConsentsJson,
  sessionConsentsSchema,
  type SetSessionConsent,
  setSessionConsentSchema,
} from './consent.schema';
import { SessionConsents } from './session-consents.service';

/** What those who talk in a session have allowed. */
@ApiTag('Consents')
@Controller('api/sessions/:id/consents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SessionConsentsController {
  constructor(private readonly consents: SessionConsents) {}

  @Get()
  @ApiRoute({
    id: 'getSessionConsents',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'What those who talk in it have allowed. Nobody has allowed anything until they do.',
    params: idParams,
    responses: { 200: sessionConsentsSchema, 404: 'There is no such session.' },
  })
  get(@Param('id') id: string): Promise<SessionConsentsJson> {
    return this.consents.of(id);
  }

  @Put()
  @ApiRoute({
    id: 'setSessionConsent',
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    audited: true,
    summary:
      'Answers for the one whose session it is, or says no for somebody else in it: it counts at once, also while they talk.',
    params: idParams,
    body: setSessionConsentSchema,
    example: { kind: 'recording', given: false },
    responses: { 200: sessionConsentsSchema, 404: 'There is no such session.' },
  })
  async set(
    @Param('id') id: string,
    @Body() request: SetSessionConsent,
  ): Promise<SessionConsentsJson> {
    await this.consents.set(id, request);
    return this.consents.of(id);
  }
}
