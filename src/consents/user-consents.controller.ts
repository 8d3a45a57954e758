import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type SetUserConsent,
  setUserConsentSchema,
  type UserConsentsJson,
  userConsentsSchema,
} from './consent.schema';
import { UserConsents } from './user-consents.service';

const NO_USER = 'There is no such user, or it is somebody else.';

/** What users allow in all their sessions. */
@ApiTag('Consents')
@Controller('api/users/:id/consents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class UserConsentsController {
  constructor(private readonly consents: UserConsents) {}

  @Get()
  @ApiRoute({
    id: 'getUserConsents',
    scope: 'read',
    keysOnly: true,
    summary: 'What this user allows in all sessions of theirs.',
    params: idParams,
    responses: { 200: userConsentsSchema, 404: NO_USER },
  })
  get(@Caller() caller: Identity, @Param('id') id: string): Promise<UserConsentsJson> {
    return this.consents.of(caller, id);
  }

  @Put()
  @ApiRoute({
    id: 'setUserConsent',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary:
      'Allows it in all sessions of theirs, or refuses: nobody asks them again, and what they answer in a session goes before. Of who comes with a session token it says nothing but for `memory`.',
    params: idParams,
    body: setUserConsentSchema,
    example: { kind: 'recording', given: true },
    responses: { 200: userConsentsSchema, 404: NO_USER },
  })
  async set(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() request: SetUserConsent,
  ): Promise<UserConsentsJson> {
    await this.consents.set(caller, id, request);
    return this.consents.of(caller, id);
  }
}
