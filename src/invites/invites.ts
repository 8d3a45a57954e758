import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { text } from '@vox/protocol';
import { Clock, type Speaker } from '@vox/voice-core';
import { z } from 'zod';

import { AppConfig } from '../config';

/** For one evening; who needs it longer says so. */
export const DEFAULT_VALIDITY_MS = 12 * 3_600_000;

/** A link that lies about for longer opens a door that nobody remembers. */
export const MAX_VALIDITY_MS = 7 * 24 * 3_600_000;

/** Longer than any token that was made here. */
const MAX_TOKEN_LENGTH = 2_000;

/** Lets one person into one session, on any socket of the server, until `expiresAtMs` (epoch ms). */
export type Invite = {
  readonly sessionId: string;
  /** Who comes with it, as the session sees them. */
  readonly guest: Speaker;
  readonly expiresAtMs: number;
};

const claimsSchema = z.tuple([z.uuid(), text().min(1), text().min(1), z.number()]);

/**
 * Makes and reads invitations to sessions that are going on.
 *
 * A token is its claims and their HMAC-SHA256 (RFC 2104), keyed from the API key, so that it survives a restart; without a
 * key it is good for as long as the process lives. It cannot be taken back before it expires.
 */
@Injectable()
export class Invites {
  readonly #key: Buffer;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    const { VOXBRIDGE_API_KEY } = config.server;
    this.#key =
      VOXBRIDGE_API_KEY === undefined
        ? randomBytes(32)
        : createHmac('sha256', VOXBRIDGE_API_KEY).update('voxbridge invites').digest();
  }

  /** @param validityMs at most `MAX_VALIDITY_MS`. */
  create(
    sessionId: string,
    guest: Speaker,
    validityMs = DEFAULT_VALIDITY_MS,
  ): Invite & { readonly token: string } {
    const expiresAtMs = Math.round(this.clock.wallMs() + Math.min(validityMs, MAX_VALIDITY_MS));
    const claims = [sessionId, guest.id, guest.name, expiresAtMs];
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const token = `${body}.${this.#sign(body).toString('base64url')}`;
    return { sessionId, guest, expiresAtMs, token };
  }

  /** What `token` lets its bearer do; undefined when it was not made here, was changed, or has expired. */
  read(token: string): Invite | undefined {
    const [body, signature, ...rest] = token.length > MAX_TOKEN_LENGTH ? [] : token.split('.');
    if (body === undefined || signature === undefined || rest.length > 0) return undefined;
    const given = Buffer.from(signature, 'base64url');
    const expected = this.#sign(body);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    // Signed by us, so it is JSON.
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    if (!claims.success) return undefined;
    const [sessionId, id, name, expiresAtMs] = claims.data;
    if (expiresAtMs <= this.clock.wallMs()) return undefined;
    return { sessionId, guest: { id, name }, expiresAtMs };
  }

  #sign(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest();
  }
}
