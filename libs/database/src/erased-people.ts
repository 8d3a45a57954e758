import { createHash } from 'node:crypto';

/** Somebody, by all that this server may know them by. */
export type Person = {
  /** Their account (`users.id`): all sessions that it owns are theirs. */
  readonly userId?: string | undefined;
  /** What clients call them (`sessions.user_id`, `messages.speaker_ids`). */
  readonly names: readonly string[];
  /** In whose sessions they are called so; null: in the server's own. Absent: in everybody's. */
  readonly ownerId?: string | null | undefined;
  readonly discordUserIds: readonly string[];
};

/** Whose a turn is, as it says itself. */
type Said = {
  readonly session: { readonly userId: string; readonly ownerId?: string | null | undefined };
  readonly speakerIds?: readonly string[] | undefined;
};

/** Discord users have this before their id where they have a session of their own. */
const DISCORD_USER = /^discord:(?<id>\d+)$/u;
const ANY_OWNER = '*';
const SERVER_ITSELF = '';

/** Everybody on Discord whose words a turn holds. */
export function discordUserIds({ speakerIds = [], session }: Said): string[] {
  const own = discordUserIdIn(session.userId);
  return [...speakerIds, ...(own === undefined ? [] : [own])];
}

/** Whom a session is with that is a Discord user's own; undefined for any other. */
export function discordUserIdIn(userId: string): string | undefined {
  return DISCORD_USER.exec(userId)?.groups?.['id'];
}

/** The `user_id` of a Discord user's own sessions. */
export function discordSessionUserId(discordUserId: string): string {
  return `discord:${discordUserId}`;
}

/**
 * The Discord user whose own session it is, as long as it goes on there; undefined for any other. It belongs to the user that they
 * are linked with, whoever that is then, else to the server.
 */
export function discordUserOf(session: {
  readonly userId: string;
  readonly channel: string;
}): string | undefined {
  return session.channel === 'discord' ? discordUserIdIn(session.userId) : undefined;
}

/** By which `erased_people` knows them. */
export function hashesOfPerson({ userId, names, ownerId, discordUserIds: ids }: Person): string[] {
  const owner = ownerId === undefined ? ANY_OWNER : (ownerId ?? SERVER_ITSELF);
  return [
    ...(userId === undefined ? [] : [hashOf('owner', userId)]),
    ...names.map((name) => hashOf('name', owner, name)),
    ...ids.map((id) => hashOf('discord', id)),
  ];
}

/** Those under which `erased_people` may have somebody whose words a turn holds. */
export function hashesOfTurn(turn: Said): string[] {
  const { userId, ownerId } = turn.session;
  return [
    ...(typeof ownerId === 'string' ? [hashOf('owner', ownerId)] : []),
    // Who takes part in a session of their group's is known there by their account.
    ...(turn.speakerIds ?? []).map((id) => hashOf('owner', id)),
    ...[userId, ...(turn.speakerIds ?? [])].flatMap((name) => [
      hashOf('name', ownerId ?? SERVER_ITSELF, name),
      hashOf('name', ANY_OWNER, name),
    ]),
    ...discordUserIds(turn).map((id) => hashOf('discord', id)),
  ];
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
