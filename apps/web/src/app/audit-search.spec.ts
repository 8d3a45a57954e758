import { auditSearch } from './audit-search';

describe(auditSearch.name, () => {
  it('keeps what narrows the record', () => {
    const search = { user: 'ann', action: 'updateAgent', target: 'an-id' };
    expect(auditSearch(search)).toEqual(search);
  });

  it('leaves out what narrows nothing or makes no sense', () => {
    expect(auditSearch({ user: '', action: 7, target: {}, other: 'x' })).toEqual({});
  });
});
