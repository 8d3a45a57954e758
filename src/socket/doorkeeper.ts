import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '@vox/voice-core';

import { AuthService } from '../auth';
import { type Invite, Invites } from '../invites';

/** How a client came in. With an invite it takes part in that session, and in no other. */
export type Admission = { readonly invite?: Invite };

/** Decides who may open a socket: by the rules for everybody, or with an invite in the address (`?invite=`). */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly auth: AuthService,
    private readonly invites: Invites,
  ) {}

  /** Undefined for who may not come in. */
  admit(request: IncomingMessage): Admission | undefined {
    const query = (request.url ?? '').split('?')[1];
    const token = new URLSearchParams(query).get('invite');
    if (token === null) return this.auth.authorize(request) ? {} : undefined;
    if (!this.auth.isTrustedSource(request)) return undefined;
    const invite = this.invites.read(token);
    return invite === undefined ? undefined : { invite };
  }

  /**
   * The invite that a client uses: that which it came in with, or the one it names now.
   * @throws InvalidInputError `invite` when that is not valid (any more).
   */
  inviteOf(admission: Admission, token: string | undefined): Invite | undefined {
    if (admission.invite !== undefined || token === undefined) return admission.invite;
    const invite = this.invites.read(token);
    if (invite === undefined) throw new InvalidInputError('invite', 'is not valid, or has expired');
    return invite;
  }
}
