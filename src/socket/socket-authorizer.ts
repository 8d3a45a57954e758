import type { IncomingMessage } from 'node:http';

import { Injectable, Logger } from '@nestjs/common';
import { FailureLog } from '@vox/logging';
import { toWireError, type WireError } from '@vox/protocol';
import { CapacityError, InvalidInputError } from '@vox/voice-core';
import type { WebSocket } from 'ws';

import { AuthService, ForeignPageError } from '../auth';
import type { Identity, Scope } from '../identity';
import { type Invite, Invites } from '../invites';
import { Limits } from '../limits';
import { ClientSocket, closeCodes } from './client-socket';
import { StartDeadline } from './start-deadline';

/** How a client came in: as somebody, or with an invite, which takes part in that session and in no other. */
export type Admission = {
  /** Whose the limits count it for. */
  readonly address: string;
  /** Absent: who has nothing but the invite. As they are now: they may be in other groups than they were. */
  readonly caller?: Identity;
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

/** Decides who may open a socket: by their scopes, or with an invite in the address (`?invite=`). */
@Injectable()
export class SocketAuthorizer {
  readonly #failures = new FailureLog(new Logger(SocketAuthorizer.name));
  readonly #openSockets = new Map<string, number>();

  constructor(
    private readonly auth: AuthService,
    private readonly invites: Invites,
    private readonly limits: Limits,
  ) {}

  /**
   * Lets a client in who may do what `scope` names, or tells it why not and closes its socket. What it sends before
   * `onEntered` is kept for that.
   */
  enter(
    client: WebSocket,
    request: IncomingMessage,
    scope: Scope,
    onEntered: (entrance: Entrance) => void,
  ): void {
    const socket = new ClientSocket(client);
    const address = this.limits.addressOf(request);
    this.#count(client, address);
    client.pause();
    void this.#admit(request, address, scope).then((entered) => {
      client.resume();
      if ('error' in entered) {
        socket.sendError(entered.error);
        return socket.close(entered.closeCode, entered.error.code);
      }
      if (!socket.isOpen) return;
      const deadline = new StartDeadline(socket, this.limits.startTimeoutMs);
      client.once('close', () => deadline.stop());
      const admission = { ...entered };
      if (entered.caller !== undefined) {
        this.#watch(client, socket, entered.caller, (now) => (admission.caller = now));
      }
      onEntered({ socket, admission, deadline });
    });
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

  /** Never rejects. */
  async #admit(
    request: IncomingMessage,
    address: string,
    scope: Scope,
  ): Promise<Admission | Refusal> {
    if ((this.#openSockets.get(address) ?? 0) > this.limits.maxSocketsPerAddress) {
      const message = 'Too many sockets are open from your address.';
      return { error: { code: 'capacity', message }, closeCode: closeCodes.tryAgainLater };
    }
    if (!this.auth.isTrustedSource(request)) return UNAUTHORIZED;
    const query = (request.url ?? '').split('?')[1];
    const token = new URLSearchParams(query).get('invite');
    try {
      if (token === null) {
        const caller = await this.auth.identify(request);
        return caller?.scopes.has(scope) === true ? { address, caller } : UNAUTHORIZED;
      }
      const invite = this.#read(token, address);
      return invite === undefined ? UNAUTHORIZED : { address, invite };
    } catch (error) {
      if (error instanceof ForeignPageError) return UNAUTHORIZED;
      const isFull = error instanceof CapacityError;
      if (!isFull) this.#failures.report(error, 'Who opens a socket cannot be told');
      return {
        error: toWireError(error),
        closeCode: isFull ? closeCodes.tryAgainLater : closeCodes.internalError,
      };
    }
  }

  /** Whoever has lost their key, or whose time is over, has to leave. */
  #watch(
    client: WebSocket,
    socket: ClientSocket,
    caller: Identity,
    onRegrouped: (now: Identity) => void,
  ): void {
    const stop = this.auth.watch(caller, {
      onRegrouped,
      onGone: () => {
        socket.sendError({
          code: 'unauthorized',
          message: 'The key or log-in has expired, or was ended.',
        });
        socket.close(closeCodes.policyViolation, 'the key or log-in is no longer good');
      },
    });
    client.once('close', stop);
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
  error: {
    code: 'unauthorized',
    message: 'A key or log-in for this is needed, and a known origin and host.',
  },
  closeCode: closeCodes.policyViolation,
};
