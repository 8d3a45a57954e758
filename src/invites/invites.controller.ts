import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';

import { ZodValidationPipe } from '../http';
import {
  type CreateInvite,
  createInviteSchema,
  type InviteJson,
  toInviteJson,
} from './invite.schema';
import { Invites } from './invites';

/** Invitations to a session: who may ask for one may give it to anybody. */
@Controller('api/sessions')
export class InvitesController {
  constructor(private readonly invites: Invites) {}

  @Post(':id/invites')
  create(
    @Param('id', new ZodValidationPipe(z.uuid(), 'id')) id: string,
    @Body(new ZodValidationPipe(createInviteSchema)) { name, guest_id, expires_in_s }: CreateInvite,
  ): InviteJson {
    return toInviteJson(this.invites.create(id, { id: guest_id, name }, expires_in_s * 1000));
  }
}
