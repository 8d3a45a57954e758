import { modelNames, serverOfAll } from './tool-names';

const names = (...tools: string[]) => [...modelNames('shop', tools).values()];

it('has the server first, and what models cannot name replaced', () => {
  expect(names('find', 'find_all', 'a-b')).toEqual(['shop__find', 'shop__find_all', 'shop__a-b']);
  expect(names('files/read.text', 'größe')).toEqual(['shop__files_read_text', 'shop__gr__e']);
});

it('is another one for each tool, the same for the same, and 64 characters long at most', () => {
  const long = 'x'.repeat(80);
  const given = ['a.b', 'a/b', 'a_b', long, `${long}y`];
  const made = names(...given);
  expect(new Set(made).size).toBe(given.length);
  for (const name of made) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/u);
  // What has a name that models take keeps it, whoever else there is.
  expect(made[2]).toBe('shop__a_b');
  expect(names(...given.toReversed()).toReversed()).toEqual(made);
});

it('knows what stands for all of a server', () => {
  expect(serverOfAll('shop__*')).toBe('shop');
  expect(serverOfAll('shop__find')).toBeUndefined();
});
