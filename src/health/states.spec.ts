import type { ProviderState } from '@vox/voice-core';

import { admissionState, journalState, queueState, roomState } from './states';

const queue = { isHealthy: true, backend: 'postgres', waiting: 0, failed: 0, workers: 1 } as const;
const journal = { isWritable: true, depth: 0, setAside: 0, unjournaled: 0, lost: 0 };

describe(queueState, () => {
  it.each([
    ['up', {}, undefined],
    ['up', { waiting: 5000 }, undefined],
    ['degraded', { workers: 0 }, /no worker/u],
    ['degraded', { failed: 2 }, /2 jobs failed/u],
    ['down', { isHealthy: false, detail: 'ECONNREFUSED' }, /ECONNREFUSED/u],
  ] as const)('is %s with %j', (status, change, detail) => {
    const state = queueState({ ...queue, ...change });
    expect(state.status).toBe(status);
    if (detail !== undefined) expect(state.data['detail']).toMatch(detail);
  });

  it('is up where the backend does not tell who takes jobs', () => {
    const { workers: _, ...untold } = queue;
    expect(queueState(untold).status).toBe('up');
  });
});

describe(admissionState, () => {
  it('is degraded, and ready, while new sessions are refused', () => {
    expect(admissionState({ isLate: false, p95Ms: 1.6 })).toEqual({
      status: 'up',
      data: { loop_delay_ms: 2 },
    });
    const { status, data } = admissionState({ isLate: true, p95Ms: 400 });
    expect([status, data['detail']]).toEqual(['degraded', expect.stringMatching(/refused/u)]);
  });
});

describe(journalState, () => {
  it.each([
    ['up', {}, undefined],
    ['up', { depth: 4, oldestAgeMs: 900 }, undefined],
    ['degraded', { depth: 4, oldestAgeMs: 61_000 }, /longer than a minute/u],
    ['degraded', { setAside: 1 }, /1 turns are set aside/u],
    ['degraded', { unjournaled: 3 }, /3 turns are in memory/u],
    ['degraded', { lost: 1 }, /1 turns are lost/u],
    ['down', { isWritable: false, code: 'ENOSPC' }, /ENOSPC/u],
  ])('is %s with %j', (status, change, detail) => {
    const state = journalState({ ...journal, ...change });
    expect(state.status).toBe(status);
    if (detail !== undefined) expect(state.data['detail']).toMatch(detail);
  });

  it('tells how much waits, and for how long', () => {
    const state = journalState({ ...journal, depth: 7, oldestAgeMs: 1900, setAside: 2 });
    expect(state.data).toMatchObject({ waiting: 7, oldest_age_s: 2, set_aside: 2 });
  });
});

describe(roomState, () => {
  const info = { name: 'one', label: 'One', isEmbedded: false };
  const one = (state: Partial<ProviderState>): ProviderState => ({
    name: 'one',
    circuit: 'closed',
    status: 'up',
    ...state,
  });
  const other = one({ name: 'other' });

  it.each([
    ['up', [one({})]],
    ['up', [one({}), one({ name: 'other', status: 'down' })]],
    ['degraded', [one({ status: 'unproven', circuit: 'half-open' })]],
    ['degraded', [one({ status: 'down' }), other]],
    ['down', [one({ status: 'down' })]],
  ] as const)('is %s with %j', (status, providers) => {
    const isHealthy = providers.some((provider) => provider.status !== 'down');
    expect(roomState(info, { isHealthy, providers }).status).toBe(status);
  });

  it('is degraded while another one is asked', () => {
    const asked = { name: 'other', label: 'Other', isEmbedded: true };
    expect(roomState(asked, { isHealthy: true, providers: [one({}), other] }).status).toBe(
      'degraded',
    );
  });

  it('is up without providers of its own', () => {
    expect(roomState(info, { isHealthy: true }).status).toBe('up');
  });
});
