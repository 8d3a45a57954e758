import type { LimitScope, Payer } from '@vox/voice-core';

/** On what something is spent: a session, or somebody's or everybody's day. */
export type Account = {
  readonly scope: LimitScope;
  /** One for each. */
  readonly key: string;
  readonly payer: Payer;
  /** YYYY-MM-DD; of a session it does not matter. */
  readonly day: string;
};

/**
 * All on which it is spent what `payer` pays for. A user is an account, where a session has one, whatever its client calls who talks;
 * else who the client says it is.
 */
export function accountsOf(payer: Payer, day: string): Account[] {
  const { sessionId, ownerId, userId, agentId } = payer;
  const account = (scope: LimitScope, ...of: string[]): Account => ({
    scope,
    key: JSON.stringify([scope, ...of]),
    payer,
    day,
  });
  return [
    ...(sessionId === undefined ? [] : [account('session', sessionId)]),
    ...(ownerId != null
      ? [account('user', day, 'owner', ownerId)]
      : userId === undefined
        ? []
        : [account('user', day, 'name', userId)]),
    ...(agentId === undefined ? [] : [account('agent', day, agentId)]),
    account('day', day),
  ];
}
