import { boundedWork } from './bounded-work';

it('gives what the work gives, and what it throws', () => {
  const answer = { is: 42 };
  expect(boundedWork(() => answer)).toBe(answer);
  const error = new TypeError('no');
  expect(() =>
    boundedWork(() => {
      throw error;
    }),
  ).toThrow(error);
});

it('stops a regular expression that does not end, and goes on afterwards', () => {
  const stopped = () => ({ fits: /^(?:a+)+$/u.test(`${'a'.repeat(60)}!`) });
  expect(boundedWork(stopped)).toBeUndefined();
  expect(boundedWork(() => [1])).toEqual([1]);
});
