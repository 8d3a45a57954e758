import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { toWireError, type WireError } from '@vox/protocol';
import { CapacityError, InvalidInputError } from '@vox/voice-core';
import type { WebSocket } from 'ws';

import { AuthService } from '../auth';
import { type Invite, Invites } from '../invites';
import { Limits } from '../limits';
import { ClientSocket, closeCodes } from './client-socket';
import { StartDeadline } from './start-deadline';

/** How a client came in. With an invite it takes part in that session, and in no other. */
export type Admission = {
  /** Whose the limits count it for. */
  readonly address: string;
  readonly invite?: Invite;
};

/** A client that was let in, with a while to start. */
export type Entrance = {
  readonly socket: ClientSocket;
  readonly admission: Admission;
  readonly deadline: StartDeadline;
};

/** Why somebody is not let in, and the close code that says so. */
type Refusal = { readonly error: WireError; readonly closeCode: number };

/** Decides who may open a socket: by the rules for everybody, or with an invite in the address (`?invite=`). */
@Injectable()
export class SocketAuthorizer {
  readonly #openSockets = new Map<string, number>();

  constructor(
    private readonly auth: AuthService,
    private readonly invites: Invites,
    private readonly limits: Limits,
  ) {}

  /** Lets a client in, or tells it why not and closes its socket. */
  enter(client: WebSocket, request: IncomingMessage): Entrance | undefined {
    const socket = new ClientSocket(client);
    const address = this.limits.addressOf(request);
    this.#count(client, address);
    const entered = this.#admit(request, address);
    if ('error' in entered) {
      socket.sendError(entered.error);
      socket.close(entered.closeCode, entered.error.code);
      return undefined;
    }
    const deadline = new StartDeadline(socket, this.limits.startTimeoutMs);
    client.once('close', () => deadline.stop());
    return { socket, admission: entered, deadline };
  }

  /**
   * The invite that a client uses: that which it came in with, or the one it names now.
   * @throws InvalidInputError `invite` when that is not valid (any more); CapacityError when it has tried too many.
   */
  inviteOf({ address, invite: own }: Admission, token: string | undefined): Invite | undefined {
    if (own !== undefined || token === undefined) return own;
    const invite = this.#read(token, address);
    if (invite === undefined) throw new InvalidInputError('invite', 'is not valid, or has expired');
    return invite;
  }

  #admit(request: IncomingMessage, address: string): Admission | Refusal {
    if ((this.#openSockets.get(address) ?? 0) > this.limits.maxSocketsPerAddress) {
      const message = 'Too many sockets are open from your address.';
      return { error: { code: 'capacity', message }, closeCode: closeCodes.tryAgainLater };
    }
    const query = (request.url ?? '').split('?')[1];
    const token = new URLSearchParams(query).get('invite');
    try {
      if (token === null) return this.auth.authorize(request) ? { address } : UNAUTHORIZED;
      if (!this.auth.isTrustedSource(request)) return UNAUTHORIZED;
      const invite = this.#read(token, address);
      return invite === undefined ? UNAUTHORIZED : { address, invite };
    } catch (error) {
      if (!(error instanceof CapacityError)) throw error;
      return { error: toWireError(error), closeCode: closeCodes.tryAgainLater };
    }
  }

  #read(token: string, address: string): Invite | undefined {
    this.limits.failedKeys.assertMayTry(address);
    const invite = this.invites.read(token);
    if (invite === undefined) this.limits.failedKeys.count(address, 'invite');
    return invite;
  }

  #count(client: WebSocket, address: string): void {
    this.#openSockets.set(address, (this.#openSockets.get(address) ?? 0) + 1);
    client.once('close', () => {
      const left = (this.#openSockets.get(address) ?? 0) - 1;
      if (left > 0) this.#openSockets.set(address, left);
      else this.#openSockets.delete(address);
    });
  }
}

const UNAUTHORIZED: Refusal = {
  error: { code: 'unauthorized', message: 'An API key is needed, and a known origin and host.' },
  closeCode: closeCodes.policyViolation,
};
