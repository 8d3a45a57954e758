import type { JobQueueHealth } from '@vox/jobs';
import type { ProviderHealth, ProviderInfo } from '@vox/voice-core';

import type { JournalHealth } from '../persistence';

/** What one part of the server is: `degraded` parts do their work, and somebody should look. */
export type PartState = {
  readonly status: 'up' | 'degraded' | 'down';
  readonly data: Readonly<Record<string, unknown>>;
};

/** Turns are in the tables within seconds; one that waits so long is held up by something. */
const LONG_WAIT_MS = 60_000;

/** Turns wait in the queue for as long as it takes, so what is missing behind it loses nothing and keeps nobody out. */
export function queueState({ isHealthy, ...health }: JobQueueHealth): PartState {
  const { workers, failed = 0 } = health;
  if (!isHealthy) return { status: 'down', data: health };
  const troubles = [
    ...(workers === 0 ? ['no worker takes jobs: nothing that is said is stored'] : []),
    ...(failed > 0 ? [`${failed} ${failed === 1 ? 'job' : 'jobs'} failed for good`] : []),
  ];
  return stateOf(troubles, health);
}

/** Down while the next turn would be lost with the process. */
export function journalState({ isWritable, code, ...health }: JournalHealth): PartState {
  const { depth, oldestAgeMs = 0, setAside = 0, unjournaled, lost } = health;
  const data = {
    waiting: depth ?? 0,
    oldest_age_s: Math.round(oldestAgeMs / 1000),
    set_aside: setAside,
    in_memory: unjournaled,
    lost,
  };
  if (!isWritable) {
    const detail = `the disk refuses (${code ?? 'unknown'}): turns are kept in memory only`;
    return { status: 'down', data: { detail, ...data } };
  }
  const troubles = [
    ...(oldestAgeMs > LONG_WAIT_MS ? ['turns wait to be stored for longer than a minute'] : []),
    ...(setAside > 0 ? [`${setAside} turns are set aside in the journal's folder`] : []),
    ...(unjournaled > 0 ? [`${unjournaled} turns are in memory only`] : []),
    ...(lost > 0 ? [`${lost} turns are lost since the start`] : []),
  ];
  return stateOf(troubles, data);
}

/** Who talks goes on talking, as well as the machine lets them. */
export function admissionState(loop: {
  readonly isLate: boolean;
  readonly p95Ms: number;
}): PartState {
  const troubles = loop.isLate ? ['the event loop runs late: new sessions are refused'] : [];
  return stateOf(troubles, { loop_delay_ms: Math.round(loop.p95Ms) });
}

/** A room with providers behind it is up while the first of them is, and is known to be. */
export function roomState(
  { name, label }: ProviderInfo,
  { isHealthy, detail, providers = [] }: ProviderHealth,
): PartState {
  const data = {
    provider: label,
    ...(detail === undefined ? {} : { detail }),
    providers: providers.map(({ lastError, ...state }) => ({
      ...state,
      ...(lastError === undefined ? {} : { last_error: lastError }),
    })),
  };
  if (!isHealthy) return { status: 'down', data };
  const [first] = providers;
  const isFirst = first === undefined || (first.name === name && first.status === 'up');
  return { status: isFirst ? 'up' : 'degraded', data };
}

function stateOf(troubles: readonly string[], data: object): PartState {
  if (troubles.length === 0) return { status: 'up', data: { ...data } };
  return { status: 'degraded', data: { detail: troubles.join('; '), ...data } };
}
