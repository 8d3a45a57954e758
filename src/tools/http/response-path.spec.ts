import { atPath } from './response-path';

describe(atPath.name, () => {
  const answer = { data: { items: [{ name: 'tea' }], 'a/b': { '~': 1 } }, none: null };

  it.each([
    ['data.items.0.name', 'tea'],
    ['/data/items/0/name', 'tea'],
    ['/data/a~1b/~0', 1],
    ['none', null],
    ['data.items.1', undefined],
    ['data.items.0.name.0', undefined],
    ['none.more', undefined],
    ['constructor', undefined],
  ])('finds %s', (path, found) => {
    expect(atPath(answer, path)).toEqual(found);
  });
});
