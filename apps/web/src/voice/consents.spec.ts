import { noConsents, reduceConsents } from './consents';

const session_id = '11111111-1111-4111-8111-111111111111';

describe(reduceConsents, () => {
  const asked = reduceConsents(noConsents, {
    event: 'consent_required',
    data: { session_id, kinds: ['recording', 'processing'], required: ['processing'] },
  });
  const changed = (kind: 'recording' | 'processing', given: boolean, from = asked) =>
    reduceConsents(from, { event: 'consent_changed', data: { session_id, kind, given } });

  it('has what is asked until it is answered', () => {
    expect(asked).toEqual({
      asked: ['recording', 'processing'],
      required: ['processing'],
      allowed: [],
    });
    expect(changed('recording', true)).toMatchObject({
      asked: ['processing'],
      allowed: ['recording'],
    });
    expect(changed('recording', false)).toMatchObject({ asked: ['processing'], allowed: [] });
  });

  it('has what is allowed until it is taken back', () => {
    const both = changed('processing', true, changed('recording', true));
    expect(both.allowed).toEqual(['recording', 'processing']);
    expect(changed('recording', false, both).allowed).toEqual(['processing']);
  });
});
