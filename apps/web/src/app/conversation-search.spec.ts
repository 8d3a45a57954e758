import { conversationSearch } from './conversation-search';

describe(conversationSearch.name, () => {
  it('keeps what narrows the list', () => {
    const search = { q: ' onion soup ', agent: 'an-id', channel: 'discord', live: true };
    expect(conversationSearch(search)).toEqual({ ...search, q: 'onion soup' });
  });

  it('keeps who and when', () => {
    const search = { user: 'ann', owner: 'an-id', from: '2026-02-28', to: '2026-03-01' };
    expect(conversationSearch(search)).toEqual(search);
  });

  it('takes a number that was searched for as words', () => {
    expect(conversationSearch({ q: 42 })).toEqual({ q: '42' });
  });

  it.each([
    [{}],
    [{ q: '  ', agent: '', live: false }],
    [{ q: {}, agent: 7, channel: 'pigeon', live: 'true' }],
    [{ user: ' ', owner: 4, from: '30.11.2026', to: 'yesterday' }],
    [{ from: 20261130, to: null }],
  ])('leaves out what narrows nothing or makes no sense: %j', (search) => {
    expect(conversationSearch(search)).toEqual({});
  });
});
