import type { DAVESession } from '@discordjs/voice';
import type { Clock } from '@vox/voice-core';

import { DecryptionWatch } from './decryption-watch';
import type { ConnectionCounters } from '../connection-counters';

const AUDIO = 0;
const SILENCE_PACKET = Buffer.from([0xf8, 0xff, 0xfe]);

/** Ends every end-to-end encrypted frame. @see https://daveprotocol.com/#payload-format */
const MARKER = 0xfafa;

/** How long the group's keys may be in the making (somebody joins or leaves) before failures count. */
const SETTLING_MS = 2_000;

/** A server and a client that keep refusing each other's keys do not find out of that by themselves. */
const MAX_REFUSALS = 3;
const REFUSALS_WITHIN_MS = 3_000;

/** While keys are made anew some senders go on in the clear; so long that is accepted. */
const PASSTHROUGH_SECONDS = 15;

/**
 * Decrypts what the members of a DAVE group say, and gets new keys when that fails.
 *
 * @discordjs/voice bears 36 failures of everybody together, then throws; here it is five of one person, and the
 * server is asked for new keys. `reconnect` is called when it did not answer.
 */
export class DaveDecryption {
  readonly #clock: Clock;
  readonly #counters: ConnectionCounters;
  readonly #reconnect: () => void;
  readonly #watch = new DecryptionWatch();
  #unsettledSinceMs: number | undefined;
  #attended: DAVESession | undefined;
  #refusedAtMs: number[] = [];

  constructor(clock: Clock, counters: ConnectionCounters, reconnect: () => void) {
    this.#clock = clock;
    this.#counters = counters;
    this.#reconnect = reconnect;
  }

  /** A session that the library has begun: sees that it does not begin again and again. */
  attend(dave: DAVESession | undefined): void {
    if (dave === this.#attended) return;
    this.#attended = dave;
    this.#refusedAtMs = [];
    dave?.on('invalidateTransition', () => this.#refused());
  }

  /** The Opus packet; undefined when it cannot be read. Never throws. */
  decrypt(dave: DAVESession | undefined, userId: string, payload: Buffer): Buffer | undefined {
    if (dave === undefined || SILENCE_PACKET.equals(payload)) return payload;
    const isExpected = dave.protocolVersion > 0;
    if (!isEncrypted(payload) && (!isExpected || !isReady(dave))) return payload;
    try {
      if (!isReady(dave)) throw new Error('The group has no keys yet.');
      const opus = dave.session?.decrypt(userId, AUDIO, payload);
      this.#watch.succeeded(userId);
      this.#unsettledSinceMs = undefined;
      return opus;
    } catch {
      // A missing or wrong key, which davey says by throwing: one packet is lost, and somebody is told in time.
      this.#counters.add('undecryptable');
      this.#failed(dave, userId);
      return undefined;
    }
  }

  /** Whose key opens `payload`, and what is in it; undefined when none of them does, or nobody can tell. */
  findSender(
    dave: DAVESession | undefined,
    userIds: readonly string[],
    payload: Buffer,
  ): { readonly userId: string; readonly opus: Buffer } | undefined {
    if (dave?.session?.ready !== true || !isEncrypted(payload)) return undefined;
    for (const userId of userIds) {
      try {
        return { userId, opus: dave.session.decrypt(userId, AUDIO, payload) };
      } catch {
        // Somebody else's.
      }
    }
    return undefined;
  }

  left(userId: string): void {
    this.#watch.left(userId);
  }

  #failed(dave: DAVESession, userId: string): void {
    const nowMs = this.#clock.nowMs();
    if (isSettled(dave)) this.#unsettledSinceMs = undefined;
    else this.#unsettledSinceMs ??= nowMs;
    if (this.#unsettledSinceMs !== undefined && nowMs - this.#unsettledSinceMs < SETTLING_MS)
      return;
    switch (this.#watch.failed(userId, nowMs)) {
      case 'none':
        return;
      case 'reinitialise':
        return this.#reinitialise(dave);
      case 'reconnect':
        this.#unsettledSinceMs = undefined;
        return this.#reconnect();
    }
  }

  #refused(): void {
    this.#counters.add('reinitialisations');
    const nowMs = this.#clock.nowMs();
    this.#refusedAtMs = this.#refusedAtMs.filter((atMs) => nowMs - atMs < REFUSALS_WITHIN_MS);
    this.#refusedAtMs.push(nowMs);
    if (this.#refusedAtMs.length > MAX_REFUSALS) this.#reconnect();
  }

  #reinitialise(dave: DAVESession): void {
    try {
      dave.recoverFromInvalidTransition(dave.lastTransitionId ?? 0);
      // On, then off with a delay: in between what is not encrypted passes.
      dave.session?.setPassthroughMode(true, PASSTHROUGH_SECONDS);
      dave.session?.setPassthroughMode(false, PASSTHROUGH_SECONDS);
    } catch {
      // A session in no state to begin anew goes with its connection.
      this.#reconnect();
    }
  }
}

/** Whether what the bot says is encrypted for the others already, or need not be. */
export function canSpeakProtected(dave: DAVESession | undefined): boolean {
  return dave === undefined || dave.protocolVersion === 0 || isReady(dave);
}

function isEncrypted(payload: Buffer): boolean {
  return payload.length > 2 && payload.readUInt16BE(payload.length - 2) === MARKER;
}

function isReady(dave: DAVESession): boolean {
  return dave.session?.ready === true;
}

function isSettled(dave: DAVESession): boolean {
  // Private in the typings; whether a change of keys has been announced is known nowhere else.
  const { size } = Reflect.get(dave, 'pendingTransitions') as Map<number, number>;
  return isReady(dave) && !dave.reinitializing && size === 0;
}
