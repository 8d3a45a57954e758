import type { StoredRole, StoredScope } from '@vox/database';

export const SCOPES = ['talk', 'read', 'admin'] as const satisfies readonly StoredScope[];

/** `talk`: begin and steer sessions of one's own. `read`: see what was said in them. `admin`: all of it, of everybody. */
export type Scope = StoredScope;

/** What people are who log in, the most first. */
export const ROLES = ['owner', 'admin', 'member', 'guest'] as const satisfies readonly StoredRole[];

/** Who is asking, however they came in. Made in this room alone. */
export type Identity = {
  /** What they may do; an admin has all. */
  readonly scopes: ReadonlySet<Scope>;
  /** Whose sessions are theirs (`users.id`); null: the server's own. */
  readonly ownerId: string | null;
  /** Groups that they are in; absent: none. A token is in none: its user is somebody else in others' sessions. */
  readonly groups?: ReadonlyMap<string, StoredRole>;
  /** What they came with, as the audit log names it: no secret, no name of a person. */
  readonly actor: string;
  /** The key that they came with, or that their token was asked for with; absent: the server's own. */
  readonly keyId?: string;
  /** The log-in of the browser that they came with, or that their token was asked for with. */
  readonly loginId?: string;
  /** Epoch ms; absent: never. */
  readonly expiresAtMs?: number;
  /** What a session token is for, beside whom. */
  readonly token?: TokenLimits;
};

/** What a session token narrows its holder to. */
export type TokenLimits = {
  readonly id: string;
  /** Who talks: only sessions of this user are theirs. */
  readonly userId: string;
  readonly userName?: string;
  /** Only this agent. */
  readonly agentId?: string;
  /** Only these sessions; none is begun. */
  readonly sessionIds?: readonly string[];
  /** How many sessions may be begun; absent: any number. */
  readonly maxSessions?: number;
};

/** What scopes let do. */
export function granted(scopes: readonly Scope[]): ReadonlySet<Scope> {
  return new Set(scopes.includes('admin') ? SCOPES : scopes);
}

export function isAdmin({ scopes }: Identity): boolean {
  return scopes.has('admin');
}

/** Whoever has the server's own key, or reaches a server that asks for none. */
export function serverIdentity(actor: 'server key' | 'no key needed'): Identity {
  return { scopes: granted(['admin']), ownerId: null, actor };
}
