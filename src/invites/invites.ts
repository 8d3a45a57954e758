import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { text } from '@vox/protocol';
import { CapacityError, Clock, DAY_MS, InvalidInputError, type Speaker } from '@vox/voice-core';
import { z } from 'zod';

import { SecretBox } from '../secrets';
import { type BookedInvite, InviteBook } from './invite-book';

/** For one evening; who needs it longer says so. */
export const DEFAULT_VALIDITY_MS = 12 * 3_600_000;

/** A link that lies about for longer opens a door that nobody remembers. */
export const MAX_VALIDITY_MS = 7 * DAY_MS;

/** Longer than any token that was made here. */
const MAX_TOKEN_LENGTH = 2_000;

/** A database that is away is back, or given up, after about that long. */
const RETRY_AFTER_MS = 5000;

/** Lets one person into one session, on any socket of the server, until `expiresAtMs` (epoch ms). */
export type Invite = {
  readonly id: string;
  readonly sessionId: string;
  /** Who comes with it, as the session sees them. */
  readonly guest: Speaker;
  readonly expiresAtMs: number;
};

export type MadeInvite = Invite & { readonly token: string; readonly maxUses: number | null };

const claimsSchema = z.tuple([z.uuid(), z.uuid(), text().min(1), text().min(1), z.number()]);

/**
 * Makes, reads, counts and takes back invitations to sessions that are going on.
 *
 * A token is its claims and their HMAC-SHA256 (RFC 2104) under a key derived from the server's own random secret: what is
 * made up is told without asking the database, and nothing in a token helps to guess the API key. How often it was used,
 * and that it was taken back, is in the book.
 */
@Injectable()
export class Invites implements OnModuleInit {
  /** Undefined until the first invite is made: then there is nothing to read either. */
  #key: Buffer | undefined;
  /** Those that SECRETS_KEY_PREVIOUS names sign nothing any more, and what they have signed holds. */
  #previousKeys: readonly Buffer[] = [];
  readonly #guests = new Map<string, Set<() => void>>();

  constructor(
    private readonly book: InviteBook,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#key = await this.secrets.findKeyFor(PURPOSE);
    this.#previousKeys = this.secrets.previousKeysFor(PURPOSE);
  }

  /**
   * @param validityMs at most `MAX_VALIDITY_MS`.
   * @throws UnknownSessionError, TooManyInvitesError
   */
  async create(
    sessionId: string,
    guest: Speaker,
    validityMs = DEFAULT_VALIDITY_MS,
    maxUses: number | null = null,
  ): Promise<MadeInvite> {
    this.#key ??= await this.secrets.makeKeyFor(PURPOSE);
    const id = randomUUID();
    const expiresAtMs = Math.round(this.clock.wallMs() + Math.min(validityMs, MAX_VALIDITY_MS));
    await this.book.add({ id, sessionId, expiresAt: new Date(expiresAtMs), maxUses });
    const claims = [id, sessionId, guest.id, guest.name, expiresAtMs];
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const token = `${body}.${sign(body, this.#key).toString('base64url')}`;
    return { id, sessionId, guest, expiresAtMs, token, maxUses };
  }

  /** What `token` says; undefined when it was not made here, was changed, or has expired. */
  read(token: string): Invite | undefined {
    const [body, signature, ...rest] = token.length > MAX_TOKEN_LENGTH ? [] : token.split('.');
    if (body === undefined || signature === undefined || rest.length > 0) return undefined;
    const keys = this.#key === undefined ? this.#previousKeys : [this.#key, ...this.#previousKeys];
    const given = Buffer.from(signature, 'base64url');
    if (!keys.some((key) => isSame(given, sign(body, key)))) return undefined;
    // Signed by us, so it is JSON.
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    if (!claims.success) return undefined;
    const [id, sessionId, guestId, name, expiresAtMs] = claims.data;
    if (expiresAtMs <= this.clock.wallMs()) return undefined;
    return { id, sessionId, guest: { id: guestId, name }, expiresAtMs };
  }

  /**
   * Counts one who takes part with it.
   * @throws InvalidInputError `invite` when it is used up or was taken back; CapacityError while that cannot be known.
   */
  async use({ id }: Invite): Promise<void> {
    let isLeft: boolean;
    try {
      isLeft = await this.book.use(id);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new CapacityError('The invite cannot be checked just now. Try again.', RETRY_AFTER_MS);
    }
    if (!isLeft) throw new InvalidInputError('invite', 'is used up, or was taken back');
  }

  /**
   * Takes an invite back: nobody comes in with it any more, and who has come is told to leave.
   * @returns whether there was one.
   */
  async revoke(sessionId: string, id: string): Promise<boolean> {
    const wasThere = await this.book.remove(sessionId, id);
    if (wasThere) for (const leave of [...(this.#guests.get(id) ?? [])]) leave();
    return wasThere;
  }

  list(sessionId: string): Promise<BookedInvite[]> {
    return this.book.list(sessionId);
  }

  /**
   * Calls `leave` when the invite is taken back while somebody takes part with it, or was since they came in with it. The caller
   * ends that.
   */
  onRevoked(invite: Invite, leave: () => void): () => void {
    const { id } = invite;
    const guests = this.#guests.get(id) ?? new Set();
    this.#guests.set(id, guests.add(leave));
    void this.#isTakenBack(invite).then((isTakenBack) => {
      if (isTakenBack && guests.has(leave)) leave();
    });
    return () => {
      guests.delete(leave);
      if (guests.size === 0) this.#guests.delete(id);
    };
  }

  /** False also for one that has expired meanwhile, and where the database does not say. */
  async #isTakenBack({ id, sessionId, expiresAtMs }: Invite): Promise<boolean> {
    try {
      const invites = await this.book.list(sessionId);
      return expiresAtMs > this.clock.wallMs() && invites.every((invite) => invite.id !== id);
    } catch {
      return false;
    }
  }
}

const PURPOSE = 'invites';

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sign(body: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
