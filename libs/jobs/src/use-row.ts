import type { ProviderUseEntity } from '@vox/database';

import type { RecordUses } from './job-catalogue';

/** Of `cost_usd`. */
const DECIMALS = 8;

type Use = RecordUses['accounts'][number]['uses'][number];

/** On whose account a use is written; nobody's once they were erased. */
export type Account = Pick<ProviderUseEntity, 'sessionId' | 'ownerId' | 'userId'>;

export const NOBODY: Account = { sessionId: null, ownerId: null, userId: null };

/** A use as it is written. */
export function toUseRow(use: Use, account: Account, serverId: string): ProviderUseEntity {
  const { id, usedAtMs, kind, provider, purpose, isEstimated } = use;
  return {
    id,
    usedAt: new Date(usedAtMs),
    kind,
    provider,
    model: use.model ?? null,
    purpose,
    ...account,
    turnId: account === NOBODY ? null : (use.turnId ?? null),
    agentId: use.agentId ?? null,
    promptTokens: use.promptTokens ?? null,
    completionTokens: use.completionTokens ?? null,
    audioMs: use.audioMs ?? null,
    characters: use.characters ?? null,
    isEstimated,
    costUsd: use.costUsd?.toFixed(DECIMALS) ?? null,
    serverId,
  };
}
