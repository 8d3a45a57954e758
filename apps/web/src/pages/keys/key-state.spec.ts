import { stateOf } from './key-state';
import type { Key } from './keys';

const NOW = new Date('2026-11-30T12:00:00Z');

const key = (parts: Partial<Key>): Key => ({
  id: 'id',
  user_id: 'ann',
  name: 'Phone',
  prefix: 'vox_ab',
  scopes: ['talk'],
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
  created_at: '2026-11-01T00:00:00Z',
  ...parts,
});

describe(stateOf.name, () => {
  it.each([
    ['good', {}],
    ['good', { expires_at: '2026-11-30T12:00:01Z' }],
    ['expired', { expires_at: '2026-11-30T12:00:00Z' }],
    ['revoked', { revoked_at: '2026-11-02T00:00:00Z' }],
    ['revoked', { revoked_at: '2026-11-02T00:00:00Z', expires_at: '2026-11-03T00:00:00Z' }],
  ] as const)('is %s with %j', (state, parts) => {
    expect(stateOf(key(parts), NOW)).toBe(state);
  });
});
